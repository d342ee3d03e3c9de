// What the tool refuses: code, place and names of each message, and that nothing is emitted.
#include "Helpers.h"

#include <catch2/catch.hpp>

using namespace mini;
