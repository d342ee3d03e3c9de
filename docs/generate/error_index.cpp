// Prints docs/errors.md: the error index from the very texts of `autograft --explain`.
#include "diag/Render.h"

#include <cstdio>

int main() { std::fputs(autograft::renderErrorIndex().c_str(), stdout); }
