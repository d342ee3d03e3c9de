// How many threads the kernels of one op may use.
#pragma once

namespace ag {

/// The caller included; 1 means no others. Results do not depend on it. The default is
/// AUTOGRAFT_THREADS, else the number of CPUs that the process may run on.
/// Errors: AG0214 for less than 1.
void set_threads(int n);
/// The number in use.
int threads() noexcept;

}  // namespace ag
