// What both annotated files include.
#pragma once

#include <autograft/autograft.h>

ag::Tensor shrink(ag::Tensor x);
ag::Tensor count(ag::Tensor x);
float start();
