// The structure of a native function: buffers and inputs at its entry, branches and loops as basic
// blocks with phis, failures as exits that leave their operands behind.
#include "backend/cpu/jit/emit.h"

#include <llvm/IR/MDBuilder.h>

#include "backend/cpu/jit/nest.h"
#include "backend/cpu/jit/scalar.h"
#include "backend/cpu/jit/symbolic.h"

namespace ag::kernel {
inline namespace AG_KERNEL_ISA {
namespace {
thread_local Emission* current = nullptr;
}  // namespace

Emission& Emission::now() { return *current; }

namespace {

/// A function that calls the host's for every lane.
llvm::Function* lane_by_lane(Emission& e, const char* name, std::size_t arity, llvm::Type* type) {
  const std::string symbol = "lanes_" + std::string(name) + std::to_string(e.lanes) +
                             (type->getScalarType()->isFloatTy() ? "f" : "");
  if (llvm::Function* made = e.module.getFunction(symbol)) return made;
  const std::vector<llvm::Type*> types(arity, type);
  auto* const f = llvm::Function::Create(llvm::FunctionType::get(type, types, false),
                                         llvm::Function::InternalLinkage, symbol, e.module);
  f->setDoesNotThrow();
  f->addFnAttr(llvm::Attribute::NoInline);
  f->addFnAttr("min-legal-vector-width", "512");
  llvm::IRBuilder<>& b = e.ir;
  const llvm::IRBuilder<>::InsertPointGuard guard(b);
  auto* const entry = llvm::BasicBlock::Create(b.getContext(), "entry", f);
  auto* const loop = llvm::BasicBlock::Create(b.getContext(), "lane", f);
  auto* const done = llvm::BasicBlock::Create(b.getContext(), "done", f);
  b.SetInsertPoint(entry);
  b.CreateBr(loop);
  b.SetInsertPoint(loop);
  llvm::PHINode* const lane = b.CreatePHI(b.getInt64Ty(), 2);
  llvm::PHINode* const result = b.CreatePHI(type, 2);
  lane->addIncoming(b.getInt64(0), entry);
  result->addIncoming(llvm::PoisonValue::get(type), entry);
  std::vector<llvm::Value*> in;
  for (llvm::Argument& a : f->args()) in.push_back(b.CreateExtractElement(&a, lane));
  const unsigned lanes = std::exchange(e.lanes, 1);
  llvm::Value* const all = b.CreateInsertElement(result, e.call(name, in), lane);
  e.lanes = lanes;
  llvm::Value* const next = b.CreateAdd(lane, b.getInt64(1));
  lane->addIncoming(next, loop);
  result->addIncoming(all, loop);
  b.CreateCondBr(b.CreateICmpULT(next, b.getInt64(lanes)), loop, done);
  b.SetInsertPoint(done);
  b.CreateRet(all);
  return f;
}

}  // namespace

llvm::Value* Emission::call(const char* name, std::span<llvm::Value* const> arguments) {
  llvm::Type* const type = arguments[0]->getType();
  if (lanes > 1)
    return ir.CreateCall(lane_by_lane(*this, name, arguments.size(), type),
                         llvm::ArrayRef(arguments.data(), arguments.size()));
  const std::vector<llvm::Type*> types(arguments.size(), type);
  const std::string symbol = std::string("ag_") + name + (type->isFloatTy() ? "f" : "");
  llvm::FunctionCallee callee =
      module.getOrInsertFunction(symbol, llvm::FunctionType::get(type, types, false));
  auto* const f = llvm::cast<llvm::Function>(callee.getCallee());
  f->setDoesNotThrow();
  f->setDoesNotAccessMemory();
  f->setWillReturn();
  return ir.CreateCall(callee, llvm::ArrayRef(arguments.data(), arguments.size()));
}

}  // namespace AG_KERNEL_ISA
}  // namespace ag::kernel

namespace ag::cpu {
namespace {

using llvm::BasicBlock;
using llvm::Value;

class Emitter {
 public:
  Emitter(const NativeCode& code, llvm::Module& module, llvm::Function* f, unsigned vector_bytes)
      : code_(code), function_(f), ir_(module.getContext()), emission_{ir_, module},
        vector_bytes_(vector_bytes) {
    kernel::current = &emission_;
  }
  ~Emitter() { kernel::current = nullptr; }
  Emitter(const Emitter&) = delete;
  Emitter& operator=(const Emitter&) = delete;

  void run() {
    ir_.SetInsertPoint(block("entry"));
    registers_.resize(code_.registers.size());
    Value* const inputs = frame(0);
    for (std::size_t i = 0; i < code_.inputs.size(); ++i)
      set(code_.inputs[i], load_word(inputs, i, dtype(code_.inputs[i])));
    outputs_ = frame(1);
    Value* const buffers = frame(2);
    for (std::size_t b = 0; b < static_cast<std::size_t>(code_.buffers); ++b)
      buffers_.push_back(ir_.CreateLoad(
          ir_.getPtrTy(), ir_.CreateConstInBoundsGEP1_64(ir_.getPtrTy(), buffers, b)));
    Value* const symbols = frame(3);
    for (std::size_t k = 0; k < static_cast<std::size_t>(code_.symbols); ++k)
      symbols_.push_back(load_word(symbols, k, DType::i64));
    emit(code_.body);
    for (std::size_t i = 0; i < code_.body.yields.size(); ++i)
      store_word(outputs_, i, get(code_.body.yields[i]));
    ir_.CreateRet(ir_.getInt32(0));
  }

 private:
  /// Field k of the NativeFrame: each is a pointer.
  Value* frame(std::size_t k) {
    return ir_.CreateLoad(ir_.getPtrTy(),
                          ir_.CreateConstInBoundsGEP1_64(ir_.getPtrTy(), function_->getArg(0), k));
  }

  // ---- pieces
  BasicBlock* block(const char* name) {
    return BasicBlock::Create(ir_.getContext(), name, function_);
  }
  DType dtype(std::int32_t r) const { return code_.registers[static_cast<std::size_t>(r)]; }
  Value* get(std::int32_t r) const { return registers_[static_cast<std::size_t>(r)]; }
  void set(std::int32_t r, Value* v) { registers_[static_cast<std::size_t>(r)] = v; }
  std::vector<Value*> get(const std::vector<std::int32_t>& rs) const {
    std::vector<Value*> values;
    for (const std::int32_t r : rs) values.push_back(get(r));
    return values;
  }

  Value* word(Value* base, std::size_t i) {
    return ir_.CreateConstInBoundsGEP1_64(ir_.getInt64Ty(), base, i);
  }
  /// The low bytes of word i (the machine is little-endian).
  Value* load_word(Value* base, std::size_t i, DType d) {
    return ir_.CreateLoad(type_of(d, ir_), word(base, i));
  }
  void store_word(Value* base, std::size_t i, Value* v) {
    llvm::Type* const bits = ir_.getIntNTy(v->getType()->getPrimitiveSizeInBits());
    ir_.CreateStore(ir_.CreateZExt(ir_.CreateBitCast(v, bits), ir_.getInt64Ty()), word(base, i));
  }

  Value* constant(std::uint64_t bits, DType d) {
    llvm::Type* const t = type_of(d, ir_);
    auto* const c = ir_.getIntN(t->getPrimitiveSizeInBits(), bits);
    return llvm::ConstantExpr::getBitCast(c, t);
  }

  // ---- buffers
  Value* size(const NativeSize& s) {
    Value* n = ir_.getInt64(static_cast<std::uint64_t>(s.factor));
    for (const std::int32_t k : s.symbols)
      n = ir_.CreateMul(n, symbols_[static_cast<std::size_t>(k)]);
    return n;
  }

  /// The place of one element.
  Value* element(const NativePlace& p) {
    Value* offset = nullptr;
    for (const NativeTerm& t : p.offset) {
      Value* v = size(t.size);
      if (t.reg >= 0) v = ir_.CreateMul(v, get(t.reg));
      offset = offset ? ir_.CreateAdd(offset, v) : v;
    }
    Value* const data = buffers_[static_cast<std::size_t>(p.buffer)];
    return offset ? ir_.CreateInBoundsGEP(type_of(p.dtype, ir_), data, offset) : data;
  }

  void index(const NativeInstr& i) {
    const std::int32_t r = i.operands[static_cast<std::size_t>(i.code)];
    Value* const at = ir_.CreateIntCast(get(r), ir_.getInt64Ty(), !is_unsigned(dtype(r)));
    fail_if(i, ir_.CreateICmpUGE(at, size(i.size)));
    set(i.results[0], at);
  }

  // ---- failures
  void fail_if(const NativeInstr& i, Value* failed) {
    if (const auto* c = llvm::dyn_cast<llvm::ConstantInt>(failed); c && c->isZero()) return;
    BasicBlock* const out = block("fail");
    BasicBlock* const on = block("ok");
    ir_.CreateCondBr(failed, out, on,
                     llvm::MDBuilder(ir_.getContext()).createBranchWeights(1, 1000000));
    ir_.SetInsertPoint(out);
    Value* const failure = frame(4);
    for (std::size_t k = 0; k < i.operands.size(); ++k) store_word(failure, k, get(i.operands[k]));
    ir_.CreateRet(ir_.getInt32(static_cast<std::uint32_t>(i.site + 1)));
    ir_.SetInsertPoint(on);
  }

  // ---- instructions
  void emit(const NativeBlock& b) {
    for (const NativeInstr& i : b.code) instruction(i);
  }

  void instruction(const NativeInstr& i) {
    switch (i.kind) {
    case NativeKind::constant: return set(i.results[0], constant(i.bits, i.dtype));
    case NativeKind::index: return index(i);
    case NativeKind::load:
      return set(i.results[0], ir_.CreateLoad(type_of(i.dtype, ir_), element(i.places[0])));
    case NativeKind::store: ir_.CreateStore(get(i.operands[0]), element(i.places[0])); return;
    case NativeKind::loops: return loops(i);
    case NativeKind::call: return call(i);
    case NativeKind::check: return fail_if(i, ir_.CreateNot(to_condition(get(i.operands[0]), ir_)));
    case NativeKind::cond: return cond(i);
    case NativeKind::while_: return while_loop(i);
    case NativeKind::for_: return for_loop(i);
    default: return set(i.results[0], scalar(i));
    }
  }

  Value* scalar(const NativeInstr& i) {
    const std::vector<Value*> in = get(i.operands);
    const FailIf failing = [&](Value* v) { fail_if(i, v); };
    if (i.kind == NativeKind::cmath) return emit_cmath(i.code, i.dtype, in);
    if (i.kind == NativeKind::cast)
      return emit_cast(i.code, i.dtype, dtype(i.results[0]), in[0], failing);
    return emit_elementwise(i.code, i.dtype, in, failing);
  }

  void loops(const NativeInstr& i) {
    const NestContext context{
        ir_,
        function_,
        vector_bytes_,
        [this](std::int32_t r) { return get(r); },
        [this](std::int32_t r, Value* v) { set(r, v); },
        [this](std::int32_t b) { return buffers_[static_cast<std::size_t>(b)]; },
        [this](const NativeSize& s) { return size(s); }};
    Value* const failed = emit_nest(i.nest[0], context, i.site >= 0);
    if (failed) fail_if(i, failed);
  }

  /// Room on the stack, made once at the entry.
  Value* room(llvm::AllocaInst*& kept, std::size_t words) {
    llvm::BasicBlock& entry = function_->getEntryBlock();
    llvm::IRBuilder<> b(&entry, entry.begin());
    if (!kept || llvm::cast<llvm::ArrayType>(kept->getAllocatedType())->getNumElements() < words)
      kept = b.CreateAlloca(llvm::ArrayType::get(b.getInt64Ty(), words));
    return kept;
  }

  void call(const NativeInstr& i) {
    Value* const words = room(words_, i.operands.size() + i.results.size() + 1);
    Value* const places = room(places_, i.places.size() + 1);
    for (std::size_t k = 0; k < i.operands.size(); ++k) store_word(words, k, get(i.operands[k]));
    for (std::size_t k = 0; k < i.places.size(); ++k)
      ir_.CreateStore(element(i.places[k]), word(places, k));
    llvm::Type* const p = ir_.getPtrTy();
    auto* const type =
        llvm::FunctionType::get(ir_.getInt32Ty(), {p, ir_.getInt32Ty(), p, p}, false);
    Value* const status =
        ir_.CreateCall(type, frame(5),
                       {frame(6), ir_.getInt32(static_cast<std::uint32_t>(i.code)), words, places});
    BasicBlock* const out = block("thrown");
    BasicBlock* const on = block("ok");
    ir_.CreateCondBr(ir_.CreateICmpNE(status, ir_.getInt32(0)), out, on);
    ir_.SetInsertPoint(out);
    ir_.CreateRet(status);
    ir_.SetInsertPoint(on);
    for (std::size_t k = 0; k < i.results.size(); ++k)
      set(i.results[k], load_word(words, i.operands.size() + k, dtype(i.results[k])));
  }

  void cond(const NativeInstr& i) {
    BasicBlock* const arms[] = {block("then"), block("else")};
    BasicBlock* const join = block("join");
    ir_.CreateCondBr(to_condition(get(i.operands[0]), ir_), arms[0], arms[1]);
    std::vector<Value*> values[2];
    BasicBlock* ends[2];
    for (std::size_t arm = 0; arm < 2; ++arm) {
      ir_.SetInsertPoint(arms[arm]);
      emit(i.blocks[arm]);
      values[arm] = get(i.blocks[arm].yields);
      ends[arm] = ir_.GetInsertBlock();
      ir_.CreateBr(join);
    }
    ir_.SetInsertPoint(join);
    for (std::size_t k = 0; k < i.results.size(); ++k) {
      llvm::PHINode* const phi = ir_.CreatePHI(values[0][k]->getType(), 2);
      for (std::size_t arm = 0; arm < 2; ++arm) phi->addIncoming(values[arm][k], ends[arm]);
      set(i.results[k], phi);
    }
  }

  /// A loop's head with one phi a carry.
  std::vector<llvm::PHINode*> head(const std::vector<Value*>& first, BasicBlock* head_block) {
    BasicBlock* const before = ir_.GetInsertBlock();
    ir_.CreateBr(head_block);
    ir_.SetInsertPoint(head_block);
    std::vector<llvm::PHINode*> phis;
    for (Value* v : first) {
      phis.push_back(ir_.CreatePHI(v->getType(), 2));
      phis.back()->addIncoming(v, before);
    }
    return phis;
  }

  void back(const std::vector<llvm::PHINode*>& phis, const std::vector<Value*>& next,
            BasicBlock* head_block) {
    for (std::size_t k = 0; k < phis.size(); ++k)
      phis[k]->addIncoming(next[k], ir_.GetInsertBlock());
    ir_.CreateBr(head_block);
  }

  void while_loop(const NativeInstr& i) {
    BasicBlock* const top = block("while");
    BasicBlock* const body = block("body");
    BasicBlock* const done = block("done");
    const std::vector<llvm::PHINode*> phis = head(get(i.operands), top);
    for (std::size_t k = 0; k < phis.size(); ++k) {
      set(i.blocks[0].arguments[k], phis[k]);
      set(i.blocks[1].arguments[k], phis[k]);
      set(i.results[k], phis[k]);
    }
    emit(i.blocks[0]);
    ir_.CreateCondBr(to_condition(get(i.blocks[0].yields[0]), ir_), body, done);
    ir_.SetInsertPoint(body);
    emit(i.blocks[1]);
    back(phis, get(i.blocks[1].yields), top);
    ir_.SetInsertPoint(done);
  }

  void for_loop(const NativeInstr& i) {
    BasicBlock* const top = block("for");
    BasicBlock* const body = block("body");
    BasicBlock* const done = block("done");
    std::vector<Value*> first = get(i.operands);
    Value* const count = std::exchange(first[0], ir_.getInt64(0));
    const std::vector<llvm::PHINode*> phis = head(first, top);
    for (std::size_t k = 0; k < phis.size(); ++k) {
      set(i.blocks[0].arguments[k], phis[k]);
      if (k > 0) set(i.results[k - 1], phis[k]);
    }
    ir_.CreateCondBr(ir_.CreateICmpSLT(phis[0], count), body, done);
    ir_.SetInsertPoint(body);
    emit(i.blocks[0]);
    std::vector<Value*> next = get(i.blocks[0].yields);
    next.insert(next.begin(), ir_.CreateAdd(phis[0], ir_.getInt64(1), "", true, true));
    back(phis, next, top);
    ir_.SetInsertPoint(done);
  }

  const NativeCode& code_;
  llvm::Function* function_;
  llvm::IRBuilder<> ir_;
  kernel::Emission emission_;
  unsigned vector_bytes_;
  std::vector<Value*> registers_;
  std::vector<Value*> buffers_;
  std::vector<Value*> symbols_;
  Value* outputs_ = nullptr;
  llvm::AllocaInst* words_ = nullptr;
  llvm::AllocaInst* places_ = nullptr;
};

}  // namespace

void emit(const NativeCode& code, llvm::Module& module, const char* name, unsigned vector_bytes) {
  llvm::LLVMContext& c = module.getContext();
  auto* const type =
      llvm::FunctionType::get(llvm::Type::getInt32Ty(c), {llvm::PointerType::getUnqual(c)}, false);
  auto* const f = llvm::Function::Create(type, llvm::Function::ExternalLinkage, name, module);
  f->setDoesNotThrow();
  f->addFnAttr("min-legal-vector-width", "512");
  Emitter(code, module, f, vector_bytes).run();
}

}  // namespace ag::cpu
