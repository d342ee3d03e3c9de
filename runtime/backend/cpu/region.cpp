// Running a native region: scalars as words, tensors as buffers, temporaries in one arena; errors
// by evaluating what failed once more in the ordinary way.
#include "backend/cpu/region.h"

#include <cstdlib>
#include <exception>

#include "backend/cpu/ordinary.h"

namespace ag::cpu {
namespace {

using ag::detail::Access;

constexpr std::size_t line = 64;

std::size_t padded(std::size_t bytes) { return (bytes + line - 1) / line * line; }

/// So many elements; few ones on the stack.
template <class T, std::size_t N>
class Small {
 public:
  explicit Small(std::size_t n) {
    if (n > N) many_.resize(n);
  }
  T* data() { return many_.empty() ? few_ : many_.data(); }
  T& operator[](std::size_t i) { return data()[i]; }

 private:
  T few_[N] = {};
  std::vector<T> many_;
};

/// Memory for temporaries. A thread keeps one block of moderate size for the next run.
class Arena {
 public:
  explicit Arena(std::size_t bytes) : bytes_(bytes) {
    if (bytes == 0) return;
    if (kept().bytes >= bytes) {
      memory_ = std::exchange(kept().memory, nullptr);
      bytes_ = std::exchange(kept().bytes, 0);
    } else {
      memory_ = std::aligned_alloc(line, bytes);
      if (!memory_) throw Error("AG0217", {}, "out of memory: " + std::to_string(bytes) + " bytes");
    }
  }
  ~Arena() {
    if (memory_ && bytes_ <= most_kept && kept().bytes < bytes_) {
      std::free(std::exchange(kept().memory, memory_));
      kept().bytes = bytes_;
    } else {
      std::free(memory_);
    }
  }
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;
  char* data() const { return static_cast<char*>(memory_); }

 private:
  static constexpr std::size_t most_kept = std::size_t{1} << 20;
  struct Kept {
    void* memory = nullptr;
    std::size_t bytes = 0;
    ~Kept() { std::free(memory); }
  };
  static Kept& kept() {
    thread_local Kept block;
    return block;
  }
  void* memory_ = nullptr;
  std::size_t bytes_;
};

}  // namespace

/// One run: what calls from native code need.
struct Region::Run {
  const Lowered& lowered;
  std::span<const std::int64_t> symbols;
  std::exception_ptr thrown;

  static std::int32_t call(void* context, std::int32_t call, std::uint64_t* words,
                           void* const* places) {
    Run& run = *static_cast<Run*>(context);
    try {
      run_call(run.lowered, call, run.symbols, words, places);
      return 0;
    } catch (...) {
      run.thrown = std::current_exception();
      return -1;
    }
  }
};

Region::Region(Lowered lowered) : lowered_(std::move(lowered)) {
  if (!lowered_.symbols.empty()) return;
  for (const NativeBuffer& b : lowered_.buffers) {
    offsets_.push_back(arena_);
    if (!b.input && !b.result) arena_ += padded(b.type->bytes);
  }
}

std::vector<const ir::Type*> Region::types() const {
  std::vector<const ir::Type*> types;
  for (const NativeOutput& o : lowered_.outputs) types.push_back(o.type);
  return types;
}

NativeFunction Region::function() const {
  std::call_once(once_, [this] {
    std::string error;
    object_ = plugin()->compile(lowered_.code, error);
    if (!object_.run) throw InternalError("native code: " + error);
  });
  return object_.run;
}

void Region::run(const ir::Operands& in, std::span<Tensor> out) const {
  const NativeFunction code = function();
  const std::size_t count = lowered_.buffers.size();
  const std::size_t scalars = lowered_.code.inputs.size();
  const std::size_t yields = lowered_.code.body.yields.size();
  Small<std::uint64_t, 32> words(scalars + yields +
                                 static_cast<std::size_t>(lowered_.failure_words));
  Small<Tensor, 16> tensors(count);
  Small<void*, 16> data(count);
  Small<std::int64_t, 8> symbols(lowered_.symbols.size());
  std::size_t next = 0, operand = 0;
  for (const NativeInput& input : lowered_.inputs) {
    if (input.buffer < 0) {
      words[next++] = scalar_bits(in[operand++]);
      continue;
    }
    const auto b = static_cast<std::size_t>(input.buffer);
    tensors[b] = input.value ? in.take(operand++) : input.constant;
    if (lowered_.buffers[b].written) ag::detail::make_unique(tensors[b]);
    data[b] = Access::data(tensors[b]);
  }
  for (std::size_t k = 0; k < lowered_.symbols.size(); ++k)
    symbols[k] = Access::type(tensors[static_cast<std::size_t>(lowered_.symbols[k].buffer)])
                     .shape[static_cast<std::size_t>(lowered_.symbols[k].axis)];
  Run run{lowered_, {symbols.data(), lowered_.symbols.size()}, nullptr};
  // Results are tensors of their own, everything else lies in the arena.
  std::vector<std::size_t> open;
  std::size_t bytes = arena_;
  if (!lowered_.symbols.empty()) {
    bytes = 0;
    for (const NativeBuffer& b : lowered_.buffers) {
      open.push_back(bytes);
      if (!b.input && !b.result) bytes += padded(resolved(b.type, lowered_, run.symbols)->bytes);
    }
  }
  const std::vector<std::size_t>& offsets = open.empty() ? offsets_ : open;
  const Arena arena(bytes);
  for (std::size_t b = 0; b < count; ++b) {
    const NativeBuffer& buffer = lowered_.buffers[b];
    if (buffer.input) continue;
    if (buffer.result) {
      tensors[b] =
          Access::adopt(ag::detail::allocate(resolved(buffer.type, lowered_, run.symbols)));
      data[b] = Access::data(tensors[b]);
    } else {
      data[b] = arena.data() + offsets[b];
    }
  }
  std::uint64_t* const outputs = words.data() + scalars;
  std::uint64_t* const failure = outputs + yields;
  const NativeFrame frame{words.data(), outputs,    data.data(), symbols.data(),
                          failure,      &Run::call, &run};
  const std::int32_t failed = code(&frame);
  if (failed < 0) std::rethrow_exception(run.thrown);
  if (failed > 0) {
    run_site(lowered_, lowered_.sites[static_cast<std::size_t>(failed - 1)], run.symbols, failure,
             data.data());
    throw InternalError("native code reported a failure that its op does not have");
  }
  next = 0;
  for (std::size_t k = 0; k < out.size(); ++k) {
    const NativeOutput& o = lowered_.outputs[k];
    out[k] = o.buffer < 0 ? scalar_tensor(o.type, outputs[next++])
                          : tensors[static_cast<std::size_t>(o.buffer)];
  }
}

}  // namespace ag::cpu
