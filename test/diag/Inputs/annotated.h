// An annotated definition, and an annotated declaration, which is fine.
#pragma once
#include <autograft/autograft.h>
AG_FUNCTION inline ag::Tensor in_header(ag::Tensor x) { return x + 1; }
AG_FUNCTION ag::Tensor declared_there(ag::Tensor x);
