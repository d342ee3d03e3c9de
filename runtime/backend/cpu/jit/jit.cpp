// The plug-in itself: light passes, machine code for this processor, in memory.
#include <llvm/ExecutionEngine/Orc/CompileUtils.h>
#include <llvm/ExecutionEngine/Orc/LLJIT.h>
#include <llvm/IR/Verifier.h>
#include <llvm/Passes/PassBuilder.h>
#include <llvm/Support/TargetSelect.h>
#include <llvm/Target/TargetMachine.h>
#include <llvm/Transforms/InstCombine/InstCombine.h>
#include <llvm/Transforms/Scalar/EarlyCSE.h>
#include <llvm/Transforms/Scalar/LICM.h>
#include <llvm/Transforms/Scalar/LoopPassManager.h>
#include <llvm/Transforms/Scalar/SROA.h>
#include <llvm/Transforms/Scalar/SimplifyCFG.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstring>

#include "autograft/scalar.h"
#include "backend/cpu/jit/emit.h"
#include "backend/cpu/plugin.h"

namespace ag::cpu {
namespace {

using namespace llvm::orc;

/// libm under the names that Emission::call gives: ag_sin, ag_sinf …
SymbolMap host_functions(ExecutionSession& session) {
  SymbolMap map;
  const auto add = [&](const std::string& name, auto* f) {
    map[session.intern(name)] = {ExecutorAddr::fromPtr(f),
                                 llvm::JITSymbolFlags::Exported | llvm::JITSymbolFlags::Callable};
  };
// The library's own addresses: a compiler may exchange the operands of a call of fmax, which shows
// in the sign of a zero.
#define AG_UNARY(name)                                                                             \
  add("ag_" #name, static_cast<double (*)(double)>(::name));                                       \
  add("ag_" #name "f", static_cast<float (*)(float)>(::name##f));
#define AG_BINARY(name)                                                                            \
  add("ag_" #name, static_cast<double (*)(double, double)>(::name));                               \
  add("ag_" #name "f", static_cast<float (*)(float, float)>(::name##f));
  AG_CMATH_UNARY(AG_UNARY)
  AG_CMATH_BINARY(AG_BINARY)
#undef AG_UNARY
#undef AG_BINARY
  add("ag_fma", +[](double x, double y, double z) -> double { return std::fma(x, y, z); });
  add("ag_fmaf", +[](float x, float y, float z) -> float { return std::fma(x, y, z); });
  // What code generation itself may call.
  add("fma", +[](double x, double y, double z) -> double { return std::fma(x, y, z); });
  add("fmaf", +[](float x, float y, float z) -> float { return std::fma(x, y, z); });
#define AG_PLAIN(name)                                                                             \
  add(#name, +[](double x) -> double { return std::name(x); });                                    \
  add(#name "f", +[](float x) -> float { return std::name(x); });
  AG_PLAIN(floor)
  AG_PLAIN(ceil)
  AG_PLAIN(trunc)
  AG_PLAIN(round)
#undef AG_PLAIN
  add(
      "memset",
      +[](void* to, int byte, std::size_t n) -> void* { return std::memset(to, byte, n); });
  add(
      "memcpy",
      +[](void* to, const void* from, std::size_t n) -> void* { return std::memcpy(to, from, n); });
  return map;
}

bool is_loop(const NativeInstr& i) {
  return i.kind == NativeKind::while_ || i.kind == NativeKind::for_;
}

bool any_of(const NativeBlock& block, bool (*is)(const NativeInstr&)) {
  return std::any_of(block.code.begin(), block.code.end(), [is](const NativeInstr& i) {
    return is(i) || std::any_of(i.blocks.begin(), i.blocks.end(),
                                [is](const NativeBlock& b) { return any_of(b, is); });
  });
}

/// A loop of scalars only: LLVM is to look at it closely. Loops over elements are vectors already.
bool is_scalar_loop(const NativeInstr& i) {
  const auto over_elements = [](const NativeInstr& j) {
    return is_loop(j) || j.kind == NativeKind::loops || j.kind == NativeKind::call;
  };
  return is_loop(i) && std::none_of(i.blocks.begin(), i.blocks.end(),
                                    [&](const NativeBlock& b) { return any_of(b, over_elements); });
}

class Jit {
 public:
  NativeObject compile(const NativeCode& code, std::string& error) {
    const std::string name = "region_" + std::to_string(next_++);
    std::unique_ptr<llvm::MemoryBuffer> object = compiled(code, name, error);
    if (!object) return {};
    ResourceTrackerSP tracker = jit_->getMainJITDylib().createResourceTracker();
    if (auto e = jit_->addObjectFile(tracker, std::move(object)))
      return error = llvm::toString(std::move(e)), NativeObject{};
    auto symbol = jit_->lookup(name);
    if (!symbol) return error = llvm::toString(symbol.takeError()), NativeObject{};
    const std::shared_ptr<void> owner(nullptr,
                                      [tracker](void*) { llvm::consumeError(tracker->remove()); });
    return {symbol->toPtr<NativeFunction>(), owner};
  }

  /// Null, with the reason, when LLVM knows nothing of this machine.
  static std::unique_ptr<Jit> create(std::string& error) {
    llvm::InitializeNativeTarget();
    llvm::InitializeNativeTargetAsmPrinter();
    std::unique_ptr<Jit> j(new Jit);
    auto target = JITTargetMachineBuilder::detectHost();
    if (!target) return error = llvm::toString(target.takeError()), nullptr;
    target->getOptions().AllowFPOpFusion = llvm::FPOpFusion::Strict;
    target->setCodeGenOptLevel(llvm::CodeGenOptLevel::Default);
    auto jit = LLJITBuilder().setJITTargetMachineBuilder(*target).create();
    if (!jit) return error = llvm::toString(jit.takeError()), nullptr;
    j->jit_ = std::move(*jit);
    j->target_.emplace(std::move(*target));
    SymbolMap host = host_functions(j->jit_->getExecutionSession());
    if (auto e = j->jit_->getMainJITDylib().define(absoluteSymbols(std::move(host))))
      return error = llvm::toString(std::move(e)), nullptr;
    return j;
  }

 private:
  /// The widest vectors that the machine computes with.
  static unsigned vector_bytes(const llvm::TargetMachine& machine) {
    const llvm::StringRef features = machine.getTargetFeatureString();
    if (features.contains("+avx512f") && features.contains("+avx512bw")) return 64;
    return features.contains("+avx2") ? 32 : 16;
  }

  /// Machine code as an object file.
  std::unique_ptr<llvm::MemoryBuffer> compiled(const NativeCode& code, const std::string& name,
                                               std::string& error) {
    llvm::LLVMContext context;
    llvm::Module module(name, context);
    auto machine = target_->createTargetMachine();
    if (!machine) return error = llvm::toString(machine.takeError()), nullptr;
    module.setDataLayout((*machine)->createDataLayout());
#if LLVM_VERSION_MAJOR >= 21
    module.setTargetTriple((*machine)->getTargetTriple());
#else
    module.setTargetTriple((*machine)->getTargetTriple().str());
#endif
    emit(code, module, name.c_str(), vector_bytes(**machine));
    std::string broken;
    llvm::raw_string_ostream text(broken);
    if (llvm::verifyModule(module, &text)) return error = text.str(), nullptr;
    const bool closely = any_of(code.body, is_scalar_loop);
    if (!closely) (*machine)->setOptLevel(llvm::CodeGenOptLevel::Less);
    optimise(module, **machine, closely);
    auto object = SimpleCompiler(**machine)(module);
    if (!object) return error = llvm::toString(object.takeError()), nullptr;
    return std::move(*object);
  }

  static void optimise(llvm::Module& module, llvm::TargetMachine& machine, bool closely) {
    llvm::LoopAnalysisManager loops;
    llvm::FunctionAnalysisManager functions;
    llvm::CGSCCAnalysisManager graphs;
    llvm::ModuleAnalysisManager modules;
    llvm::PassBuilder passes(&machine);
    passes.registerModuleAnalyses(modules);
    passes.registerCGSCCAnalyses(graphs);
    passes.registerFunctionAnalyses(functions);
    passes.registerLoopAnalyses(loops);
    passes.crossRegisterProxies(loops, functions, graphs, modules);
    if (closely) {
      passes.buildPerModuleDefaultPipeline(llvm::OptimizationLevel::O2).run(module, modules);
      return;
    }
    llvm::FunctionPassManager light;
    light.addPass(llvm::SROAPass(llvm::SROAOptions::ModifyCFG));
    light.addPass(llvm::EarlyCSEPass());
    light.addPass(llvm::InstCombinePass());
    light.addPass(llvm::SimplifyCFGPass());
    light.addPass(llvm::createFunctionToLoopPassAdaptor(llvm::LICMPass(llvm::LICMOptions()),
                                                        /*UseMemorySSA=*/true));
    llvm::ModulePassManager all;
    all.addPass(llvm::createModuleToFunctionPassAdaptor(std::move(light)));
    all.run(module, modules);
  }

  std::unique_ptr<LLJIT> jit_;
  std::optional<JITTargetMachineBuilder> target_;
  std::atomic<int> next_{0};
};

NativeObject compile(const NativeCode& code, std::string& error) {
  static std::string reason;
  // Never destroyed: compiled code may run while the process ends.
  static Jit* const jit = Jit::create(reason).release();
  if (!jit) return error = reason, NativeObject{};
  return jit->compile(code, error);
}

constexpr Plugin plugin_table{plugin_version, compile};

}  // namespace
}  // namespace ag::cpu

extern "C" __attribute__((visibility("default"))) const ag::cpu::Plugin* autograft_jit() {
  return &ag::cpu::plugin_table;
}
