// The middle of the chain: no annotated function, but the way to some. Not `#pragma once`d.
#ifndef TEST_HEADERS_CHAIN_H
#define TEST_HEADERS_CHAIN_H
#include "deep/steps.h"   // beside it, in a folder of its own
#  include  "deep/shapes.h" /* spelled
   oddly */
#include "plain.h"

inline double twice_then(double v) { return plain::twice(v) + 1; }
#endif
