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

/// At least a line: a scalar that is read for all elements is read for none, too.
std::size_t padded(std::size_t bytes) {
  return bytes == 0 ? line : (bytes + line - 1) / line * line;
}

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

/// One run: its scalars, tensors and memory.
struct Region::Run {
  const Region& region;
  const Lowered& lowered;
  Small<std::uint64_t, 32> words;  ///< inputs, then results, then the operands of a failure
  Small<Tensor, 16> tensors;       ///< of buffers that are tensors
  Small<void*, 16> data;
  Small<std::int64_t, 8> extents;
  std::exception_ptr thrown;

  explicit Run(const Region& r)
      : region(r), lowered(r.lowered_),
        words(inputs() + yields() + static_cast<std::size_t>(lowered.failure_words)),
        tensors(lowered.buffers.size()), data(lowered.buffers.size()),
        extents(lowered.symbols.size()) {}

  std::size_t inputs() const { return lowered.code.inputs.size(); }
  std::size_t yields() const { return lowered.code.body.yields.size(); }
  std::uint64_t* outputs() { return words.data() + inputs(); }
  std::uint64_t* failure() { return outputs() + yields(); }
  std::span<const std::int64_t> symbols() { return {extents.data(), lowered.symbols.size()}; }

  void take(const ir::Operands& in);
  void make_results();
  std::size_t place_temporaries(std::vector<std::size_t>& offsets);
  void execute(NativeFunction code);
  void give(std::span<Tensor> out);

  static std::int32_t call(void* context, std::int32_t call, std::uint64_t* words,
                           void* const* places) {
    Run& run = *static_cast<Run*>(context);
    try {
      run_call(run.lowered, call, run.symbols(), words, places);
      return 0;
    } catch (...) {
      run.thrown = std::current_exception();
      return -1;
    }
  }
};

void Region::Run::take(const ir::Operands& in) {
  std::size_t word = 0, operand = 0;
  for (const NativeInput& input : lowered.inputs) {
    if (input.buffer < 0) {
      words[word++] = scalar_bits(in[operand++]);
      continue;
    }
    const auto b = static_cast<std::size_t>(input.buffer);
    tensors[b] = input.value ? in.take(operand++) : input.constant;
    if (lowered.buffers[b].written) ag::detail::make_unique(tensors[b]);
    data[b] = Access::data(tensors[b]);
  }
  for (std::size_t k = 0; k < lowered.symbols.size(); ++k) {
    const auto b = static_cast<std::size_t>(lowered.symbols[k].buffer);
    extents[k] = Access::type(tensors[b]).shape[static_cast<std::size_t>(lowered.symbols[k].axis)];
  }
}

void Region::Run::make_results() {
  for (std::size_t b = 0; b < lowered.buffers.size(); ++b) {
    const NativeBuffer& buffer = lowered.buffers[b];
    if (buffer.input || !buffer.result) continue;
    tensors[b] = Access::adopt(ag::detail::allocate(resolved(buffer.type, lowered, symbols())));
    data[b] = Access::data(tensors[b]);
  }
}

/// Offsets of the buffers in an arena of the size that is returned.
std::size_t Region::Run::place_temporaries(std::vector<std::size_t>& offsets) {
  std::size_t bytes = 0;
  for (const NativeBuffer& b : lowered.buffers) {
    offsets.push_back(bytes);
    if (!b.input && !b.result) bytes += padded(resolved(b.type, lowered, symbols())->bytes);
  }
  return bytes;
}

void Region::Run::execute(NativeFunction code) {
  std::vector<std::size_t> open;
  const std::size_t bytes = lowered.symbols.empty() ? region.arena_ : place_temporaries(open);
  const std::vector<std::size_t>& offsets = open.empty() ? region.offsets_ : open;
  const Arena arena(bytes);
  for (std::size_t b = 0; b < lowered.buffers.size(); ++b)
    if (!lowered.buffers[b].input && !lowered.buffers[b].result)
      data[b] = arena.data() + offsets[b];
  const NativeFrame frame{words.data(), outputs(), data.data(), extents.data(),
                          failure(),    &call,     this};
  const std::int32_t failed = code(&frame);
  if (failed < 0) std::rethrow_exception(thrown);
  if (failed == 0) return;
  run_site(lowered, lowered.sites[static_cast<std::size_t>(failed - 1)], symbols(), failure(),
           data.data());
  throw InternalError("native code reported a failure that its op does not have");
}

void Region::Run::give(std::span<Tensor> out) {
  const std::uint64_t* word = outputs();
  for (std::size_t k = 0; k < out.size(); ++k) {
    const NativeOutput& o = lowered.outputs[k];
    out[k] =
        o.buffer < 0 ? scalar_tensor(o.type, *word++) : tensors[static_cast<std::size_t>(o.buffer)];
  }
}

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
  Run run(*this);
  run.take(in);
  run.make_results();
  run.execute(code);
  run.give(out);
}

}  // namespace ag::cpu
