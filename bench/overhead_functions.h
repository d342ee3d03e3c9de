// The annotated functions that overhead.cpp times; they are converted by the tool.
#pragma once

#include <cstdint>

#include "autograft/autograft.h"

AG_FUNCTION ag::Tensor add(const ag::Tensor &a, const ag::Tensor &b);
/// `turns` turns of x = (x * 5 + k) % 1000003.
AG_FUNCTION std::int64_t walk(std::int64_t x, std::int64_t turns);
