// The door: everything a program includes. Pulls in no formatting library and no Eigen.
#pragma once

#include "autograft/cmath.h"
#include "autograft/control.h"
#include "autograft/convert.h"
#include "autograft/dtype.h"
#include "autograft/error.h"
#include "autograft/fmt.h"
#include "autograft/function.h"
#include "autograft/graph.h"
#include "autograft/item.h"
#include "autograft/ops.h"
#include "autograft/print.h"
#include "autograft/range.h"
#include "autograft/scalar.h"
#include "autograft/shape.h"
#include "autograft/signature.h"
#include "autograft/tensor.h"
