// A source that stays as it is, added to its target after autograft_target_sources().
#include "shared.h"

float later(float x) { return x; }
