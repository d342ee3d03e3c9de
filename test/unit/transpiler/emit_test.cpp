// The emitted text of each construct. `~` stands for `::ag::` and `@3:5` for `AG_SITE(3, 5)`; the
// prologue is left out except where it is the subject.
#include "Helpers.h"

#include <catch2/catch.hpp>

using namespace mini;
