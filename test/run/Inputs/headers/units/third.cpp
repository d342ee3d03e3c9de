// Never converted: its inline functions stay apart from those of the others.
#include "shared.h"

int third(ag::Tensor x) { return halvings(x) * 100 + static_cast<int>(ag::trace_count(halvings)); }
