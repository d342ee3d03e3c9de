// Blocks of tensors: a 64-byte header and the data behind it in one allocation. Small blocks come
// from per-thread free lists (aligned_alloc costs five times as much), larger ones from a list of
// those given back last; under sanitizers every block is its own allocation, so that they see each
// use after free.
#include <cstdlib>
#include <cstring>
#include <new>

#include "support/fail.h"
#include "tensor/hooks.h"
#include "tensor/impl.h"
#include "tensor/limits.h"

namespace ag::detail {

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool pooled = false;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) ||                         \
    __has_feature(memory_sanitizer)
constexpr bool pooled = false;
#else
constexpr bool pooled = true;
#endif
#else
constexpr bool pooled = true;
#endif

constexpr std::size_t line = 64;
/// Class c holds blocks of c lines, header included.
constexpr std::size_t classes = 65;
constexpr std::size_t kept_bytes = 16384;  // of each class and thread

struct FreeBlock {
  FreeBlock* next;
};

/// Larger blocks that a thread gave back last: loops ask for the same sizes again, and fresh pages
/// from the system cost more than most ops on them.
constexpr int kept_large = 16;
constexpr std::size_t largest_kept = std::size_t{8} << 20;
constexpr std::size_t kept_large_bytes = std::size_t{32} << 20;

struct LargeBlock {
  void* block;
  std::size_t lines;
};

/// Trivially destructible, so that it may be used while other thread-locals are destroyed; the
/// Closer empties it when the thread ends.
struct Pool {
  enum State : std::uint8_t { fresh, open, closed } state = fresh;
  std::uint16_t count[classes] = {};
  FreeBlock* head[classes] = {};
  int larges = 0;
  std::size_t large_bytes = 0;
  LargeBlock large[kept_large] = {};  ///< the oldest first

  void* remove_large(int i) noexcept {
    void* block = large[i].block;
    large_bytes -= large[i].lines * line;
    for (--larges; i < larges; ++i) large[i] = large[i + 1];
    return block;
  }
};
constinit thread_local Pool pool;

struct Closer {
  ~Closer() {
    pool.state = Pool::closed;
    for (FreeBlock*& head : pool.head)
      while (FreeBlock* b = head) {
        head = b->next;
        std::free(b);
      }
    while (pool.larges > 0) std::free(pool.remove_large(0));
  }
};

void open_pool() {
  thread_local Closer closer;
  static_cast<void>(closer);
  pool.state = Pool::open;
}

// No machine has more, so the allocator is not asked (that of a sanitizer would end the program).
constexpr std::size_t most_bytes = std::size_t{1} << 46;

void* new_block(std::size_t bytes, const Type* type) {
  void* p = bytes <= most_bytes ? std::aligned_alloc(line, bytes) : nullptr;
  if (!p)
    fail("AG0217", {}, "out of memory: {} needs {} bytes", type ? describe(*type) : "a handle",
         bytes);
  return p;
}

void* take(std::size_t lines, const Type* type) {
  if (pooled && lines < classes) {
    if (FreeBlock* b = pool.head[lines]) [[likely]] {
      pool.head[lines] = b->next;
      --pool.count[lines];
      return b;
    }
    if (pool.state == Pool::fresh) open_pool();
  } else if (pooled) {
    for (int i = pool.larges; i-- > 0;)
      if (pool.large[i].lines == lines) return pool.remove_large(i);
  }
  return new_block(lines * line, type);
}

bool keep_large(void* block, std::size_t lines) noexcept {
  if (lines * line > largest_kept || pool.state != Pool::open) return false;
  while (pool.larges == kept_large ||
         (pool.larges > 0 && pool.large_bytes + lines * line > kept_large_bytes))
    std::free(pool.remove_large(0));
  pool.large[pool.larges++] = {block, lines};
  pool.large_bytes += lines * line;
  return true;
}

void give(void* block, std::size_t lines) noexcept {
  if (pooled) {
    if (pool.state == Pool::fresh) open_pool();
    if (lines >= classes) {
      if (keep_large(block, lines)) return;
    } else if (pool.state == Pool::open && (pool.count[lines] + 1u) * lines * line <= kept_bytes) {
      auto* b = static_cast<FreeBlock*>(block);
      b->next = pool.head[lines];
      pool.head[lines] = b;
      ++pool.count[lines];
      return;
    }
  }
  std::free(block);
}

const Type* owned(const Type* type) { return type->id ? type : new Type(*type); }

TensorImpl* new_header(std::size_t lines, const Type* type) {
  auto* p = ::new (take(lines, type)) TensorImpl;
  p->size_class = static_cast<std::uint32_t>(lines < UINT32_MAX ? lines : UINT32_MAX);
  p->type = owned(type);
  return p;
}

std::size_t data_lines(const Type* type) {
  // At least one line of data: its address says that the tensor is concrete.
  return type->bytes ? (type->bytes + line - 1) / line : 1;
}

std::int64_t block_bytes(const Type* type) {
  return static_cast<std::int64_t>((1 + data_lines(type)) * line);
}

}  // namespace

TensorImpl* allocate(const Type* type) {
  if (type->symbolic_extents)
    internal_error("memory is asked for a tensor of unknown extents, {}", describe(*type));
  if (limits) [[unlikely]]
    count_made(block_bytes(type));
  TensorImpl* p = new_header(1 + data_lines(type), type);
  p->data = p + 1;
  if (p == last_made.impl) last_made.impl = nullptr;
  return p;
}

TensorImpl* allocate_symbolic(const Type* type, ir::Value* value, std::uint64_t trace,
                              TensorImpl* witness) {
  TensorImpl* p = new_header(1, type);
  p->value = value;
  p->trace = trace;
  p->witness = witness;
  retain(witness);
  return p;
}

void set_type(TensorImpl* p, const Type* type) {
  const Type* old = p->type;
  p->type = owned(type);
  if (!old->id) delete old;
}

TensorImpl* allocate_list(const Type* type) {
  static_assert(sizeof(ListData) <= line);
  TensorImpl* p = new_header(2, type);
  p->data = ::new (p + 1) ListData;
  return p;
}

void destroy(TensorImpl* p) noexcept {
  if (p->data && is_list(p))
    static_cast<ListData*>(p->data)->~ListData();
  else if (limits && p->data) [[unlikely]]
    count_freed(block_bytes(p->type));
  if (p->witness) release(p->witness);
  if (!p->type->id) delete p->type;
  give(p, p->size_class);
}

}  // namespace ag::detail
