// Whole files through the system's calls: see file.h.
#include "io/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "tensor/impl.h"

namespace ag::io {

namespace {

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }
  /// False when closing reports that something was not written.
  bool close() { return ::close(std::exchange(fd_, -1)) == 0; }

 private:
  int fd_;
};

[[noreturn]] void failed(const std::string& path, const char* doing, int error) {
  fail("AG0224", {}, "{} cannot be {}: {}", path, doing, std::strerror(error));
}

bool write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(fd, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

/// mkstemp makes files for their owner alone; give this one the usual rights.
void usual_rights(int fd) {
  const mode_t mask = ::umask(0);
  ::umask(mask);
  static_cast<void>(::fchmod(fd, 0666 & ~mask));
}

}  // namespace

std::string read_file(const std::string& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  struct stat about = {};
  if (file.get() < 0 || ::fstat(file.get(), &about) != 0) failed(path, "read", errno);
  if (S_ISDIR(about.st_mode)) failed(path, "read", EISDIR);
  if (!S_ISREG(about.st_mode) && !S_ISFIFO(about.st_mode))
    fail("AG0224", {}, "{} cannot be read: it is no file", path);
  std::string bytes;
  if (S_ISREG(about.st_mode)) bytes.reserve(static_cast<std::size_t>(about.st_size));
  char block[65536];
  for (;;) {
    const ssize_t n = ::read(file.get(), block, sizeof block);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) failed(path, "read", errno);
    if (n == 0) return bytes;
    bytes.append(block, static_cast<std::size_t>(n));
  }
}

void write_file(const std::string& path, std::span<const std::string_view> pieces) {
  std::string temporary = path + ".XXXXXX";
  Descriptor file(::mkostemp(temporary.data(), O_CLOEXEC));
  if (file.get() < 0) failed(path, "written", errno);
  usual_rights(file.get());
  bool good = true;
  for (const std::string_view piece : pieces) good = good && write_all(file.get(), piece);
  good = good && ::fsync(file.get()) == 0;
  good = good && file.close() && ::rename(temporary.c_str(), path.c_str()) == 0;
  if (good) return;
  const int error = errno;
  ::unlink(temporary.c_str());
  failed(path, "written", error);
}

void malformed(const std::string& path, const std::string& what) {
  fail("AG0225", {}, "{}: {}", path, what);
}

void unknown(const std::string& path, const std::string& what) {
  fail("AG0226", {}, "{}: {}", path, what);
}

bool byte_size(std::span<const std::int64_t> extents, DType dtype, std::size_t& bytes) {
  if (extents.size() > static_cast<std::size_t>(max_rank)) return false;
  // Zeros hide overflow from a plain product; the other extents must fit all the same.
  std::size_t all = item_size(dtype);
  bool empty = false;
  for (const std::int64_t e : extents) {
    if (e < 0) return false;
    empty = empty || e == 0;
    if (e > 0 && __builtin_mul_overflow(all, static_cast<std::size_t>(e), &all)) return false;
  }
  if (all > SIZE_MAX / 2) return false;
  bytes = empty ? 0 : all;
  return true;
}

Tensor tensor_from(const std::string& path, DType dtype, std::span<const std::int64_t> extents,
                   std::string_view bytes) {
  if (dtype == DType::boolean)
    for (const char c : bytes)
      if (c != 0 && c != 1) malformed(path, "a bool is neither 0 nor 1");
  Shape shape;
  for (const std::int64_t e : extents) shape.push_back(e);
  detail::TensorImpl* block = detail::allocate(detail::intern(dtype, shape));
  if (!bytes.empty()) std::memcpy(block->data, bytes.data(), bytes.size());
  return detail::Access::adopt(block);
}

std::string_view bytes_of(const Tensor& t) {
  if (!t.defined()) fail("AG0201", {}, "a tensor that was never set is saved");
  if (t.symbolic()) fail("AG0206", {}, "a tensor is saved that exists only while a graph is built");
  const detail::Type& type = detail::Access::type(t);
  return {static_cast<const char*>(detail::Access::data(t)), type.bytes};
}

std::uint64_t read_number(std::string_view bytes, std::size_t at, int size) {
  std::uint64_t v = 0;
  for (int i = size; i-- > 0;)
    v = v << 8 | static_cast<unsigned char>(bytes[at + static_cast<std::size_t>(i)]);
  return v;
}

void append_number(std::string& out, std::uint64_t v, int size) {
  for (int i = 0; i < size; ++i) out.push_back(static_cast<char>(v >> (8 * i)));
}

}  // namespace ag::io
