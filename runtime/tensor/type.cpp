// Interned tensor types: one global table under a mutex, in front of it a small direct-mapped
// cache per thread, so that asking again costs a hash and a comparison.
#include <memory>
#include <mutex>
#include <vector>

#include "support/fail.h"
#include "support/hash.h"
#include "tensor/impl.h"

namespace ag::detail {

namespace {

std::uint64_t hash_of(DType dtype, const Shape& shape, ListKind list) noexcept {
  std::uint64_t h = static_cast<std::uint64_t>(dtype) * 64 + static_cast<unsigned>(list) * 16 +
                    static_cast<unsigned>(shape.rank());
  for (std::int64_t d : shape) h = mix(h, static_cast<std::uint64_t>(d));
  return h ^ (h >> 29);
}

bool is(const Type& t, DType dtype, const Shape& shape, ListKind list) noexcept {
  return t.dtype == dtype && t.list == list && t.shape == shape;
}

Type make_type(DType dtype, const Shape& shape, ListKind list) {
  Type t;
  t.dtype = dtype;
  t.list = list;
  t.shape = shape;
  for (std::int64_t d : shape) t.symbolic_extents |= d < 0;
  if (t.symbolic_extents || list != ListKind::none) {
    t.elements = -1;
    t.bytes = 0;
    return t;
  }
  t.elements = shape.elements();
  // Half of the address space, so that padding and headers cannot overflow later.
  if (static_cast<std::uint64_t>(t.elements) > (SIZE_MAX / 2) / item_size(dtype))
    fail("AG0214", {}, "a tensor {}{} would be larger than the address space", name(dtype),
         to_string(shape));
  t.bytes = static_cast<std::size_t>(t.elements) * item_size(dtype);
  return t;
}

/// Open addressing; entries are never removed.
struct Table {
  std::mutex mutex;
  std::vector<const Type*> slots = std::vector<const Type*>(1024);
  std::uint32_t count = 0;

  std::size_t find(std::uint64_t hash, DType dtype, const Shape& shape, ListKind list) const {
    std::size_t i = hash & (slots.size() - 1);
    while (slots[i] && !is(*slots[i], dtype, shape, list)) i = (i + 1) & (slots.size() - 1);
    return i;
  }
  void grow() {
    std::vector<const Type*> old(slots.size() * 2);
    old.swap(slots);
    for (const Type* t : old)
      if (t) slots[find(hash_of(t->dtype, t->shape, t->list), t->dtype, t->shape, t->list)] = t;
  }
};

Table& table() {
  static Table& t = *new Table;  // outlives every static tensor
  return t;
}

constexpr std::uint32_t first_free_id = dtype_count + 1;

const Type* intern_private(const Type& type) {
  struct Ring {
    std::unique_ptr<Type> types[private_kept];
    unsigned next = 0;
  };
  thread_local Ring ring;
  auto& slot = ring.types[ring.next++ % private_kept];
  slot = std::make_unique<Type>(type);
  return slot.get();
}

const Type* intern_slowly(std::uint64_t hash, DType dtype, const Shape& shape, ListKind list) {
  Table& t = table();
  std::unique_lock lock(t.mutex);
  std::size_t slot = t.find(hash, dtype, shape, list);
  if (t.slots[slot]) return t.slots[slot];
  Type type = make_type(dtype, shape, list);
  if (t.count >= max_interned) {
    lock.unlock();
    return intern_private(type);
  }
  type.id = first_free_id + t.count;
  if (2 * (t.count + 1) > t.slots.size()) {
    t.grow();
    slot = t.find(hash, dtype, shape, list);
  }
  t.slots[slot] = new Type(type);
  ++t.count;
  return t.slots[slot];
}

constexpr std::size_t recent_entries = 64;
constinit thread_local const Type* recent[recent_entries] = {};

constexpr Type rank0(DType d) {
  Type t;
  t.id = static_cast<std::uint32_t>(d) + 1;
  t.dtype = d;
  t.bytes = item_size(d);
  return t;
}
constinit const Type scalar_types[dtype_count] = {
    rank0(DType::boolean), rank0(DType::u8),  rank0(DType::u16),  rank0(DType::u32),
    rank0(DType::u64),     rank0(DType::i8),  rank0(DType::i16),  rank0(DType::i32),
    rank0(DType::i64),     rank0(DType::f16), rank0(DType::bf16), rank0(DType::f32),
    rank0(DType::f64)};

}  // namespace

const Type* scalar_type(DType dtype) noexcept { return &scalar_types[static_cast<int>(dtype)]; }

const Type* intern(DType dtype, const Shape& shape, ListKind list) {
  if (shape.empty() && list == ListKind::none) return scalar_type(dtype);
  const std::uint64_t hash = hash_of(dtype, shape, list);
  const Type*& entry = recent[hash % recent_entries];
  if (entry && is(*entry, dtype, shape, list)) return entry;
  const Type* t = intern_slowly(hash, dtype, shape, list);
  if (t->id) entry = t;  // a private one may go
  return t;
}

bool same_type(const Type* a, const Type* b) noexcept {
  return a == b || ((!a->id || !b->id) && is(*a, b->dtype, b->shape, b->list));
}

std::string describe(const Type& type) {
  if (type.list == ListKind::empty) return "an empty list";
  if (type.list == ListKind::dtype) return std::string("an empty list of ") + name(type.dtype);
  std::string text = type.list == ListKind::elements ? "a list of " : "";
  text += std::string(name(type.dtype)) + '[';
  for (std::size_t i = 0; i < type.shape.size(); ++i) {
    if (i) text += ", ";
    text += type.shape[i] < 0 ? "?" : std::to_string(type.shape[i]);
  }
  return text + ']';
}

}  // namespace ag::detail
