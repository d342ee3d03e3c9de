// A reader for a small part of C++, so that tests of the Clang-free passes can be written as source
// text. It knows no overloads, no macros and few names:
//   types      Tensor bool int long float double size_t `long double` Vec (a host container of
//              tensors) State (an enumeration with the enumerators On, Off) T (dependent) auto
//   functions  ag::…  operations; ag::check, ag::print  effects; ag::range
//              std::sqrt, std::max, …  <cmath>
//              annT(…) annI(…) annV(…)  annotated, with result Tensor, int, void; each takes any
//              mix of tensors and ints
//              pureI(int…) a pure host function; rnd() impure; helper(Tensor…) an opaque one that
//              takes and gives tensors; print_host(int) an opaque one, void
//   methods    t.item<int>()  t.shape(0)  v.size()  v.push_back(t)
//   marks      AG_STAGE, AG_UNROLL before loops
// `#` in front of a parameter's type makes it a reference to const, as `const T&` does.
#pragma once

#include "tree/Tree.h"

#include <string>

namespace mini {

// Throws std::runtime_error with the rest of the text where it does not understand it.
autograft::tree::Function parse(const std::string &source);

} // namespace mini
