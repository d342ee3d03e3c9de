// What an annotated function may look like from outside; see Support.h.
#include "analysis/Support.h"

#include "tree/Walk.h"

namespace autograft::analysis {

using namespace tree;

static bool isNumeric(const Type &type) {
  return type.cls == ValueClass::Number || type.cls == ValueClass::Bool;
}

std::vector<Finding> checkSignature(const Function &function) {
  std::vector<Finding> out;
  if (function.isTwin)
    return out; // never the outermost call: what a key or a graph's result demands is not asked
  auto add = [&](Code code, std::vector<std::string> args,
                 std::shared_ptr<const FixIt> fix = nullptr) {
    out.push_back({code,
                   function.place,
                   static_cast<unsigned>(function.name.size()),
                   std::move(args),
                   {},
                   "signature",
                   std::move(fix)});
  };
  if (function.forbiddenIsConstexpr)
    add(Code::AG0112, {function.name});
  else if (!function.forbidden.empty())
    add(Code::AG0111, {function.forbidden});
  else if (function.resultDeduced)
    add(Code::AG0510, {function.name});
  ValueClass result = function.result.cls;
  bool fits =
      !function.returned.empty() || result == ValueClass::Void || result == ValueClass::Tensor ||
      (function.isClosure && result == ValueClass::Scalar) || result == ValueClass::Dependent ||
      result == ValueClass::Structure || function.result.lifts ||
      (isNumeric(function.result) && !function.result.isUnpromotable);
  if (!fits)
    add(Code::AG0117, {function.resultText});
  for (const Parameter &param : function.params) {
    if (param.symbol == kNoSymbol && function.isClosure)
      continue;
    if (param.symbol == kNoSymbol)
      add(Code::AG0111, {"a function with an unnamed parameter that comes out of a macro"});
    else if (param.unnamed)
      continue;
    else if (param.passing == Passing::Value && function.symbol(param.symbol).type.isVariable)
      add(Code::AG0122, {function.symbol(param.symbol).name}, function.symbol(param.symbol).retype);
    else if (param.passing == Passing::Ref &&
             function.symbol(param.symbol).type.cls == ValueClass::HostOther)
      add(Code::AG0111, {"a function that takes the host object '" +
                         function.symbol(param.symbol).name + "' by mutable reference"});
  }
  return out;
}

} // namespace autograft::analysis
