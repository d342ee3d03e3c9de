// What the sources of target `source` may use, whatever they include.
#pragma once

#include <autograft/autograft.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "golden.h"
