// The structure of a native function: buffers and inputs at its entry, branches and loops as basic
// blocks with phis, failures as exits that leave their operands behind.
#include "backend/cpu/jit/emit.h"

#include <llvm/IR/MDBuilder.h>

#include "backend/cpu/jit/scalar.h"
#include "backend/cpu/jit/symbolic.h"

namespace ag::kernel {
inline namespace AG_KERNEL_ISA {
namespace {
thread_local Emission* current = nullptr;
}  // namespace

Emission& Emission::now() { return *current; }

llvm::Value* Emission::call(const char* name, std::span<llvm::Value* const> arguments) {
  llvm::Type* const type = arguments[0]->getType();
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
  Emitter(const NativeCode& code, llvm::Module& module, llvm::Function* f)
      : code_(code), function_(f), ir_(module.getContext()), emission_{ir_, module} {
    kernel::current = &emission_;
  }
  ~Emitter() { kernel::current = nullptr; }
  Emitter(const Emitter&) = delete;
  Emitter& operator=(const Emitter&) = delete;

  void run() {
    ir_.SetInsertPoint(block("entry"));
    registers_.resize(code_.registers.size());
    for (std::size_t i = 0; i < code_.inputs.size(); ++i)
      set(code_.inputs[i], load_word(function_->getArg(0), i, dtype(code_.inputs[i])));
    buffers();
    emit(code_.body);
    for (std::size_t i = 0; i < code_.body.yields.size(); ++i)
      store_word(function_->getArg(1), i, get(code_.body.yields[i]));
    ir_.CreateRet(ir_.getInt32(0));
  }

 private:
  struct Buffer {
    Value* data = nullptr;
    std::vector<Value*> extents;
    llvm::MDNode* scope = nullptr;   ///< what an access of it may alias
    llvm::MDNode* others = nullptr;  ///< and what not
  };

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
  void buffers() {
    llvm::MDBuilder md(ir_.getContext());
    llvm::MDNode* const domain = md.createAnonymousAliasScopeDomain();
    std::vector<llvm::Metadata*> scopes;
    for (std::size_t b = 0; b < code_.buffers.size(); ++b)
      scopes.push_back(md.createAnonymousAliasScope(domain));
    for (std::size_t b = 0; b < code_.buffers.size(); ++b) {
      Buffer buffer;
      Value* const slot = ir_.CreateConstInBoundsGEP1_64(ir_.getPtrTy(), function_->getArg(2), b);
      buffer.data = ir_.CreateLoad(ir_.getPtrTy(), slot);
      const auto& extents = code_.buffers[b].extents;
      for (std::size_t k = 0; k < extents.size(); ++k)
        buffer.extents.push_back(
            extents[k] >= 0
                ? static_cast<Value*>(ir_.getInt64(static_cast<std::uint64_t>(extents[k])))
                : load_word(function_->getArg(3), b * native_extents + k, DType::i64));
      std::vector<llvm::Metadata*> others = scopes;
      others.erase(others.begin() + static_cast<std::ptrdiff_t>(b));
      buffer.scope = llvm::MDNode::get(ir_.getContext(), {scopes[b]});
      buffer.others = llvm::MDNode::get(ir_.getContext(), others);
      buffers_.push_back(std::move(buffer));
    }
  }

  /// The place of one element; fails when an index is not in its axis.
  Value* element(const NativeInstr& i, std::size_t first) {
    const Buffer& b = buffers_[static_cast<std::size_t>(i.buffer)];
    Value* offset = nullptr;
    for (std::size_t k = 0; k < b.extents.size(); ++k) {
      const std::int32_t r = i.operands[first + k];
      Value* const index = ir_.CreateIntCast(get(r), ir_.getInt64Ty(), !is_unsigned(dtype(r)));
      fail_if(i, ir_.CreateICmpUGE(index, b.extents[k]));
      offset = offset ? ir_.CreateAdd(ir_.CreateMul(offset, b.extents[k]), index) : index;
    }
    return ir_.CreateInBoundsGEP(type_of(i.dtype, ir_), b.data, offset);
  }

  void mark(llvm::Instruction* access, std::int32_t buffer) {
    const Buffer& b = buffers_[static_cast<std::size_t>(buffer)];
    access->setMetadata(llvm::LLVMContext::MD_alias_scope, b.scope);
    access->setMetadata(llvm::LLVMContext::MD_noalias, b.others);
  }

  // ---- failures
  void fail_if(const NativeInstr& i, Value* failed) {
    if (const auto* c = llvm::dyn_cast<llvm::ConstantInt>(failed); c && c->isZero()) return;
    BasicBlock* const out = block("fail");
    BasicBlock* const on = block("ok");
    ir_.CreateCondBr(failed, out, on,
                     llvm::MDBuilder(ir_.getContext()).createBranchWeights(1, 1000000));
    ir_.SetInsertPoint(out);
    for (std::size_t k = 0; k < i.operands.size(); ++k)
      store_word(function_->getArg(4), k, get(i.operands[k]));
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
    case NativeKind::load: return load(i);
    case NativeKind::store: return store(i);
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

  void load(const NativeInstr& i) {
    llvm::LoadInst* const v = ir_.CreateLoad(type_of(i.dtype, ir_), element(i, 0));
    mark(v, i.buffer);
    set(i.results[0], v);
  }
  void store(const NativeInstr& i) {
    Value* const place = element(i, 1);
    mark(ir_.CreateStore(get(i.operands[0]), place), i.buffer);
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
  std::vector<Value*> registers_;
  std::vector<Buffer> buffers_;
};

}  // namespace

void emit(const NativeCode& code, llvm::Module& module, const char* name) {
  llvm::LLVMContext& c = module.getContext();
  llvm::Type* const pointer = llvm::PointerType::getUnqual(c);
  auto* const type = llvm::FunctionType::get(llvm::Type::getInt32Ty(c),
                                             {pointer, pointer, pointer, pointer, pointer}, false);
  auto* const f = llvm::Function::Create(type, llvm::Function::ExternalLinkage, name, module);
  f->setDoesNotThrow();
  Emitter(code, module, f).run();
}

}  // namespace ag::cpu
