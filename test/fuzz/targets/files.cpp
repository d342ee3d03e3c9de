// libFuzzer: any bytes given as a saved graph, a safetensors file, a NumPy array or an archive of
// them. Each is a sound value or one clear error, and takes no more memory than its size allows.
#include <string_view>

#include "autograft/error.h"
#include "fuzz.h"
#include "io/model.h"
#include "io/npy.h"
#include "io/safetensors.h"
#include "io/zip.h"

namespace {

/// The kind is told by how the file begins, so that a corpus of real files serves as it is.
void load(std::string_view bytes) {
  if (bytes.starts_with("\x93NUMPY")) {
    ag::io::read_npy(bytes, "f");
  } else if (bytes.starts_with("PK")) {
    for (const auto &e : ag::io::read_zip(bytes, "f"))
      ag::io::read_npy(e.bytes("f"), "f");
  } else {
    ag::io::read_safetensors(bytes, "f");
    ag::io::read_model(bytes, "f");
  }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
  try {
    load({reinterpret_cast<const char *>(data), size});
  } catch (const ag::Error &e) {
    fuzz::demand(e.code() == "AG0225" || e.code() == "AG0226", "an error of another kind");
  }
  return 0;
}
