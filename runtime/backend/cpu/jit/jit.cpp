// The plug-in itself: light passes, machine code for this processor, in memory.
#include <llvm/ExecutionEngine/Orc/LLJIT.h>
#include <llvm/IR/Verifier.h>
#include <llvm/Passes/PassBuilder.h>
#include <llvm/Support/TargetSelect.h>
#include <llvm/Target/TargetMachine.h>

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

class Jit {
 public:
  NativeObject compile(const NativeCode& code, std::string& error) {
    auto context = std::make_unique<llvm::LLVMContext>();
    const std::string name = "region_" + std::to_string(next_++);
    auto module = std::make_unique<llvm::Module>(name, *context);
    auto machine = target_->createTargetMachine();
    if (!machine) return error = llvm::toString(machine.takeError()), NativeObject{};
    module->setDataLayout((*machine)->createDataLayout());
    module->setTargetTriple((*machine)->getTargetTriple().str());
    emit(code, *module, name.c_str());
    std::string broken;
    llvm::raw_string_ostream text(broken);
    if (llvm::verifyModule(*module, &text)) return error = text.str(), NativeObject{};
    optimise(*module, **machine);
    ResourceTrackerSP tracker = jit_->getMainJITDylib().createResourceTracker();
    if (auto e = jit_->addIRModule(tracker, {std::move(module), std::move(context)}))
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
  static void optimise(llvm::Module& module, llvm::TargetMachine& machine) {
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
    passes.buildPerModuleDefaultPipeline(llvm::OptimizationLevel::O2).run(module, modules);
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
