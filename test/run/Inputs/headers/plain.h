// Leads to no annotated function: stays included, found beside the header that names it.
#pragma once

namespace plain {
inline double twice(double v) { return v * 2; }
}  // namespace plain
