// Classification of Clang types for the dialect; see TypeQueries.h.
#include "frontend/TypeQueries.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/Type.h"
#include "llvm/ADT/StringSet.h"

namespace autograft::frontend {

using clang::BuiltinType;
using clang::CXXRecordDecl;
using clang::QualType;

namespace {

/// Name of the outermost named namespace around the declaration; empty at file scope.
llvm::StringRef outermostNamespace(const clang::Decl *decl) {
  llvm::StringRef name;
  for (const clang::DeclContext *at = decl->getDeclContext(); at; at = at->getParent())
    if (const auto *space = llvm::dyn_cast<clang::NamespaceDecl>(at))
      name = space->isAnonymousNamespace() ? "" : space->getName();
  return name;
}

} // namespace

bool isInAg(const clang::Decl *decl) { return outermostNamespace(decl) == "ag"; }

bool isInStd(const clang::Decl *decl) {
  const llvm::StringRef name = outermostNamespace(decl);
  return name == "std" || name == "__gnu_cxx";
}

bool hasHostEffect(const clang::FunctionDecl *fn) {
  static const llvm::StringSet<> names = {
      "rand",  "srand",  "time",   "clock",  "now",    "printf", "puts", "fprintf",  "exit",
      "abort", "getenv", "system", "remove", "rename", "malloc", "free", "sleep_for"};
  if (fn->getIdentifier() && names.contains(fn->getName()))
    return true;
  if (fn->getOverloadedOperator() == clang::OO_LessLess ||
      fn->getOverloadedOperator() == clang::OO_GreaterGreater)
    return true; // of streams
  // Engines and distributions of <random>, streams, threads and clocks.
  const auto *method = llvm::dyn_cast<clang::CXXMethodDecl>(fn);
  const std::string owner = method ? method->getParent()->getNameAsString() : std::string();
  for (const llvm::StringRef part :
       {"engine", "distribution", "random_device", "stream", "clock", "thread", "mutex", "atomic"})
    if (llvm::StringRef(owner).contains(part))
      return true;
  return false;
}

namespace {

clang::DeclContextLookupResult lookUp(const clang::DeclContext *scope, llvm::StringRef word,
                                      const clang::ASTContext &context) {
  return scope->lookup(clang::DeclarationName(&context.Idents.get(word)));
}

} // namespace

bool hasMathTwin(const clang::ASTContext &context, llvm::StringRef name) {
  for (const clang::NamedDecl *ag : lookUp(context.getTranslationUnitDecl(), "ag", context))
    if (const auto *outer = llvm::dyn_cast<clang::NamespaceDecl>(ag))
      for (const clang::NamedDecl *math : lookUp(outer, "cmath", context))
        if (const auto *inner = llvm::dyn_cast<clang::NamespaceDecl>(math))
          return !lookUp(inner, name, context).empty();
  return false;
}

bool isAgClass(const CXXRecordDecl *record, llvm::StringRef name) {
  return record && record->getIdentifier() && record->getName() == name && isInAg(record);
}

namespace {

/// Class of Tensor's view: the type that a member operator[] or at() of ag::Tensor returns.
bool isItemClass(const CXXRecordDecl *record) {
  return isAgClass(record, "Item") || isAgClass(record, "ItemRef") ||
         isAgClass(record, "ConstItem");
}

TypeClass classifyBuiltin(const BuiltinType *type) {
  switch (type->getKind()) {
  case BuiltinType::Bool:
    return TypeClass::Bool;
  case BuiltinType::Void:
    return TypeClass::Void;
  case BuiltinType::LongDouble:
  case BuiltinType::Int128:
  case BuiltinType::UInt128:
  case BuiltinType::Float128:
    return TypeClass::Unpromotable;
  default:
    break;
  }
  if (type->isDependentType())
    return TypeClass::Dependent;
  return type->isInteger() || type->isFloatingPoint() ? TypeClass::Arithmetic
                                                      : TypeClass::HostOther;
}

bool isCountable(QualType type);

/// Zip<Tensor &, Range<int>>, Enumerate<TensorList &>: no host container among the operands.
bool isCountableZip(const CXXRecordDecl *record) {
  const auto *special = llvm::dyn_cast<clang::ClassTemplateSpecializationDecl>(record);
  if (!special || !(isAgClass(record, "Zip") || isAgClass(record, "Enumerate")))
    return false;
  for (const clang::TemplateArgument &arg : special->getTemplateArgs().asArray()) {
    if (arg.getKind() == clang::TemplateArgument::Type && !isCountable(arg.getAsType()))
      return false;
    if (arg.getKind() == clang::TemplateArgument::Pack)
      for (const clang::TemplateArgument &each : arg.pack_elements())
        if (!isCountable(each.getAsType()))
          return false;
  }
  return true;
}

TypeClass classifyRecord(const CXXRecordDecl *record) {
  if (isCountableZip(record))
    return TypeClass::Range;
  if (isAgClass(record, "Tensor") || isAgClass(record, "Variable"))
    return TypeClass::Tensor;
  if (isAgClass(record, "Scalar"))
    return TypeClass::Scalar;
  if (isAgClass(record, "Range"))
    return TypeClass::Range;
  if (isItemClass(record))
    return TypeClass::Item;
  return TypeClass::HostOther;
}

bool isCountable(QualType type) {
  const CXXRecordDecl *record = type.getNonReferenceType()->getAsCXXRecordDecl();
  if (!record)
    return false;
  const TypeClass cls = classifyRecord(record);
  return cls == TypeClass::Tensor || cls == TypeClass::Range || isAgClass(record, "TensorList");
}

// The run time takes these apart by their shape (include/autograft/fields.h).
constexpr unsigned maxFields = 20;

bool isContainer(const CXXRecordDecl *record) {
  static const llvm::StringSet<> names = {"pair", "tuple", "array",    "vector",       "deque",
                                          "list", "map",   "optional", "unordered_map"};
  return isInStd(record) && record->getIdentifier() && names.contains(record->getName());
}

bool isOpenAggregate(const CXXRecordDecl *record) {
  if (!record->hasDefinition() || !record->isAggregate() || record->isUnion() ||
      record->getNumBases() > 0 || isInStd(record) || isInAg(record))
    return false;
  unsigned count = 0;
  for (const clang::FieldDecl *field : record->fields()) {
    ++count;
    if (field->isBitField() || field->getType()->isReferenceType() || !field->getIdentifier())
      return false;
  }
  return count > 0 && count <= maxFields;
}

bool hasFieldList(const CXXRecordDecl *record) {
  if (!record->hasDefinition())
    return false;
  for (const clang::CXXMethodDecl *method : record->methods())
    if (method->getIdentifier() && method->getName() == "ag_fields")
      return true;
  return false;
}

bool holdsTensors(QualType type, int depth);

bool isStructure(const CXXRecordDecl *record, int depth) {
  if (isContainer(record)) {
    const auto *special = llvm::dyn_cast<clang::ClassTemplateSpecializationDecl>(record);
    for (unsigned i = 0; special && i < special->getTemplateArgs().size(); ++i) {
      const clang::TemplateArgument &arg = special->getTemplateArgs()[i];
      if (arg.getKind() == clang::TemplateArgument::Type && holdsTensors(arg.getAsType(), depth))
        return true;
      if (arg.getKind() == clang::TemplateArgument::Pack)
        for (const clang::TemplateArgument &each : arg.pack_elements())
          if (each.getKind() == clang::TemplateArgument::Type &&
              holdsTensors(each.getAsType(), depth))
            return true;
    }
    return false;
  }
  if (hasFieldList(record))
    return true;
  return isOpenAggregate(record) &&
         llvm::any_of(record->fields(), [&](const clang::FieldDecl *field) {
           return holdsTensors(field->getType(), depth);
         });
}

bool holdsTensors(QualType written, int depth) {
  const QualType type = written.getCanonicalType().getUnqualifiedType();
  if (depth > 8)
    return false;
  if (const auto *array = llvm::dyn_cast<clang::ConstantArrayType>(type))
    return holdsTensors(array->getElementType(), depth + 1);
  const CXXRecordDecl *record = type->getAsCXXRecordDecl();
  if (!record)
    return false;
  const TypeClass cls = classifyRecord(record);
  return cls == TypeClass::Tensor || cls == TypeClass::Scalar ||
         (cls == TypeClass::HostOther && isStructure(record, depth + 1));
}

} // namespace

TypeClass classify(QualType written) {
  if (written.isNull())
    return TypeClass::Dependent;
  const QualType type = written.getNonReferenceType().getCanonicalType().getUnqualifiedType();
  // ag::Scalar<T> with a dependent T is already known to be a Scalar.
  if (const auto *special = type->getAs<clang::TemplateSpecializationType>())
    if (const auto *pattern = special->getTemplateName().getAsTemplateDecl())
      if (const auto *record = llvm::dyn_cast_or_null<CXXRecordDecl>(pattern->getTemplatedDecl()))
        if (const TypeClass known = classifyRecord(record); known != TypeClass::HostOther)
          return known;
  if (type->isDependentType() || type->isUndeducedType())
    return TypeClass::Dependent;
  if (const auto *builtin = type->getAs<BuiltinType>())
    return classifyBuiltin(builtin);
  if (type->isEnumeralType())
    return TypeClass::Enum;
  if (const CXXRecordDecl *record = type->getAsCXXRecordDecl())
    if (const TypeClass known = classifyRecord(record); known != TypeClass::HostOther)
      return known;
  return holdsTensors(type, 0) ? TypeClass::Structure : TypeClass::HostOther;
}

bool isStaged(TypeClass type) {
  return type == TypeClass::Tensor || type == TypeClass::Item || type == TypeClass::Scalar;
}

bool isPromotable(TypeClass type) {
  return type == TypeClass::Bool || type == TypeClass::Arithmetic || type == TypeClass::Enum;
}

namespace {

bool hasHashSpecialisation(QualType type, const clang::ASTContext &context) {
  for (const clang::NamedDecl *space : lookUp(context.getTranslationUnitDecl(), "std", context))
    if (const auto *std = llvm::dyn_cast<clang::NamespaceDecl>(space))
      for (const clang::NamedDecl *found : lookUp(std, "hash", context))
        if (const auto *hash = llvm::dyn_cast<clang::ClassTemplateDecl>(found))
          for (const clang::ClassTemplateSpecializationDecl *special : hash->specializations())
            if (context.hasSameType(special->getTemplateArgs()[0].getAsType(), type) &&
                special->isExplicitSpecialization())
              return true;
  return false;
}

bool isOneOf(llvm::StringRef name, std::initializer_list<llvm::StringRef> names) {
  return llvm::is_contained(names, name);
}

} // namespace

bool canBeKey(QualType written, const clang::ASTContext &context) {
  const QualType type = written.getNonReferenceType().getCanonicalType().getUnqualifiedType();
  const CXXRecordDecl *record = type->getAsCXXRecordDecl();
  if (!record || type->isDependentType())
    return true;
  if (!isInStd(record))
    return hasHashSpecialisation(type, context) ||
           (isOpenAggregate(record) &&
            llvm::all_of(record->fields(), [&](const clang::FieldDecl *field) {
              return canBeKey(field->getType(), context);
            }));
  const auto *special = llvm::dyn_cast<clang::ClassTemplateSpecializationDecl>(record);
  if (!special || !record->getIdentifier())
    return true;
  if (isOneOf(record->getName(), {"vector", "array", "deque", "list"}))
    return canBeKey(special->getTemplateArgs()[0].getAsType(), context);
  if (isOneOf(record->getName(), {"pair", "tuple"}))
    return llvm::all_of(special->getTemplateArgs().asArray(), [&](const auto &arg) {
      return arg.getKind() != clang::TemplateArgument::Type || canBeKey(arg.getAsType(), context);
    });
  return !isOneOf(record->getName(),
                  {"map", "set", "unordered_map", "unordered_set", "function", "complex"});
}

bool isTensorList(QualType type) {
  return !type.isNull() &&
         isAgClass(type.getNonReferenceType()->getAsCXXRecordDecl(), "TensorList");
}

bool isTensorVector(QualType type) {
  const auto *vector = type.isNull()
                           ? nullptr
                           : llvm::dyn_cast_or_null<clang::ClassTemplateSpecializationDecl>(
                                 type.getNonReferenceType()->getAsCXXRecordDecl());
  return vector && isInStd(vector) && vector->getName() == "vector" &&
         isAgClass(vector->getTemplateArgs()[0].getAsType()->getAsCXXRecordDecl(), "Tensor");
}

bool isVariable(QualType type) {
  return !type.isNull() && isAgClass(type.getNonReferenceType()->getAsCXXRecordDecl(), "Variable");
}

namespace {

bool takesAsFirst(const clang::NamedDecl *found, const CXXRecordDecl *record) {
  const auto *fn = llvm::dyn_cast<clang::FunctionDecl>(found->getUnderlyingDecl());
  if (!fn || fn->getNumParams() == 0)
    return false;
  const CXXRecordDecl *first =
      fn->getParamDecl(0)->getType().getNonReferenceType()->getAsCXXRecordDecl();
  return first && first->getCanonicalDecl() == record->getCanonicalDecl();
}

bool hasEquality(const CXXRecordDecl *record, const clang::ASTContext &context) {
  const clang::DeclarationName name =
      context.DeclarationNames.getCXXOperatorName(clang::OO_EqualEqual);
  if (!record->lookup(name).empty())
    return true;
  for (const clang::FriendDecl *each : record->friends())
    if (const clang::NamedDecl *decl = each->getFriendDecl(); decl && decl->getDeclName() == name)
      return true;
  for (const clang::NamedDecl *found : record->getDeclContext()->lookup(name))
    if (takesAsFirst(found, record))
      return true;
  return false;
}

} // namespace

namespace {
/// The run time takes aggregates in a structure apart.
bool canPartsBeCompared(const CXXRecordDecl *record, const clang::ASTContext &context) {
  return llvm::all_of(record->fields(), [&](const clang::FieldDecl *field) {
    const CXXRecordDecl *part = field->getType()->getAsCXXRecordDecl();
    return part && !isInStd(part) && isOpenAggregate(part)
               ? canPartsBeCompared(part, context)
               : canBeCompared(field->getType(), context);
  });
}
} // namespace

bool canBeCompared(QualType written, const clang::ASTContext &context) {
  const QualType type = written.getNonReferenceType().getCanonicalType().getUnqualifiedType();
  if (const auto *array = context.getAsConstantArrayType(type))
    return canBeCompared(array->getElementType(), context);
  const CXXRecordDecl *record = type->getAsCXXRecordDecl();
  if (!record || type->isDependentType())
    return true;
  // The tensors of a structure are data; its other parts are compared.
  if (isStaged(classify(type)))
    return classify(type) == TypeClass::Tensor;
  if (!isInStd(record) && (hasFieldList(record) || isOpenAggregate(record)) &&
      !hasEquality(record, context))
    return hasFieldList(record) ||
           (classify(type) == TypeClass::Structure && canPartsBeCompared(record, context));
  if (!isInStd(record))
    return record->hasDefinition() && hasEquality(record, context);
  const auto *special = llvm::dyn_cast<clang::ClassTemplateSpecializationDecl>(record);
  if (!special || !record->getIdentifier())
    return !isOneOf(record->getName(), {"mutex", "thread", "locale", "any"});
  if (isOneOf(record->getName(), {"function", "queue", "priority_queue", "stack", "atomic",
                                  "mersenne_twister_engine", "lock_guard", "unique_lock"}))
    return false;
  if (isOneOf(record->getName(), {"unique_ptr", "shared_ptr", "basic_string"}))
    return true;
  for (const clang::TemplateArgument &argument : special->getTemplateArgs().asArray()) {
    const bool helper = argument.getKind() == clang::TemplateArgument::Type &&
                        argument.getAsType()->getAsCXXRecordDecl() &&
                        isInStd(argument.getAsType()->getAsCXXRecordDecl()) &&
                        isOneOf(argument.getAsType()->getAsCXXRecordDecl()->getName(),
                                {"allocator", "less", "hash", "equal_to", "char_traits"});
    if (argument.getKind() == clang::TemplateArgument::Type && !helper &&
        !canBeCompared(argument.getAsType(), context))
      return false;
  }
  return true;
}

bool isStateless(clang::QualType type) {
  const clang::CXXRecordDecl *record =
      type.isNull() ? nullptr : type.getNonReferenceType()->getAsCXXRecordDecl();
  return record && record->isLambda() && record->capture_size() == 0 &&
         !record->isDependentContext();
}

bool sharesNumber(const clang::FunctionDecl *fn, unsigned i) {
  if (const clang::FunctionDecl *pattern = fn->getTemplateInstantiationPattern())
    fn = pattern;
  if (i >= fn->getNumParams())
    return false;
  const auto reference = [](const clang::ParmVarDecl *param, bool isConst) {
    const QualType type = param->getType();
    return type->isLValueReferenceType() && !param->isParameterPack() &&
           type->getPointeeType().isConstQualified() == isConst;
  };
  const auto bare = [](const clang::ParmVarDecl *param) {
    return param->getType()->getPointeeType().getCanonicalType().getUnqualifiedType();
  };
  const clang::ParmVarDecl *param = fn->getParamDecl(i);
  if (!reference(param, true))
    return false;
  const bool open = classify(param->getType()) == TypeClass::Dependent;
  if (!open && !isPromotable(classify(param->getType())))
    return false;
  const auto *method = llvm::dyn_cast<clang::CXXMethodDecl>(fn);
  if (method && method->isInstance() && !method->isConst() && !method->getParent()->isLambda())
    return true;
  return llvm::any_of(fn->parameters(), [&](const clang::ParmVarDecl *other) {
    return reference(other, false) && (bare(other) == bare(param) || open ||
                                       classify(other->getType()) == TypeClass::Dependent);
  });
}

std::string spelling(QualType written, const clang::ASTContext &context) {
  const QualType type = written.getNonReferenceType().getCanonicalType().getUnqualifiedType();
  const auto *builtin = type->getAs<BuiltinType>();
  if (!builtin || type->isDependentType())
    return {};
  return builtin->getName(context.getPrintingPolicy()).str();
}

namespace {

bool isParted(const clang::ClassTemplateSpecializationDecl *special) {
  return special && isInStd(special) && isOneOf(special->getName(), {"pair", "tuple", "array"});
}

/// The types of the parts of a pair, tuple or array.
std::vector<QualType> partTypes(const clang::ClassTemplateSpecializationDecl &special) {
  std::vector<QualType> types;
  for (const clang::TemplateArgument &arg : special.getTemplateArgs().asArray()) {
    if (arg.getKind() == clang::TemplateArgument::Type)
      types.push_back(arg.getAsType());
    if (arg.getKind() == clang::TemplateArgument::Pack)
      for (const clang::TemplateArgument &each : arg.pack_elements())
        if (each.getKind() == clang::TemplateArgument::Type)
          types.push_back(each.getAsType());
  }
  return types;
}

/// Null for what no variable of a staged region can hold.
QualType elementType(QualType type) {
  while (const auto *array = llvm::dyn_cast<clang::ConstantArrayType>(type.getCanonicalType()))
    type = array->getElementType();
  const bool fixed =
      type.isConstQualified() || type.isVolatileQualified() || type->isReferenceType();
  return fixed ? QualType() : type;
}

bool isNumberPart(QualType written) {
  const QualType type = elementType(written);
  return !type.isNull() && (isPromotable(classify(type)) || isNumbers(type));
}

/// A field beside numbers that a twin holds as it is.
bool isKeptPart(QualType written) {
  const QualType type = elementType(written);
  if (type.isNull() || hasNumbers(type))
    return false;
  const TypeClass cls = classify(type);
  const CXXRecordDecl *record = type->getAsCXXRecordDecl();
  return (cls == TypeClass::Tensor && !isVariable(type)) || cls == TypeClass::Scalar ||
         cls == TypeClass::Structure || (cls == TypeClass::HostOther && record && isInStd(record));
}

/// Numbers, alone or beside tensors.
bool arePartsOfNumbers(llvm::ArrayRef<QualType> parts) {
  if (!llvm::any_of(parts, isNumberPart))
    return false;
  const bool tensors = llvm::any_of(parts, [](QualType part) {
    const TypeClass cls = classify(part);
    return isStaged(cls) || cls == TypeClass::Structure;
  });
  return llvm::all_of(
      parts, [&](QualType part) { return isNumberPart(part) || (tensors && isKeptPart(part)); });
}

} // namespace

bool isNumberRecord(const CXXRecordDecl *record) {
  record = record ? record->getDefinition() : nullptr;
  if (!record || !isOpenAggregate(record) || hasFieldList(record) || !record->getIdentifier() ||
      llvm::isa<clang::ClassTemplateSpecializationDecl>(record) || record->isDependentContext() ||
      !record->getDeclContext()->isFileContext() || record->isPolymorphic() ||
      record->hasUserDeclaredCopyConstructor() || record->hasUserDeclaredCopyAssignment() ||
      record->hasUserDeclaredMoveConstructor() || record->hasUserDeclaredMoveAssignment() ||
      record->hasUserDeclaredDestructor())
    return false;
  std::vector<QualType> parts;
  for (const clang::FieldDecl *field : record->fields()) {
    if (field->getAccess() != clang::AS_public || field->isMutable())
      return false;
    parts.push_back(field->getType());
  }
  return arePartsOfNumbers(parts);
}

bool isMixed(QualType type) { return classify(type) == TypeClass::Structure && isNumbers(type); }

bool isNumbers(QualType written) {
  if (written.isNull() || written.isVolatileQualified())
    return false;
  const QualType type = written.getNonReferenceType().getCanonicalType().getUnqualifiedType();
  const CXXRecordDecl *record = type->getAsCXXRecordDecl();
  const auto *special = llvm::dyn_cast_or_null<clang::ClassTemplateSpecializationDecl>(record);
  if (!isParted(special))
    return isNumberRecord(record);
  return arePartsOfNumbers(partTypes(*special));
}

void numberRecords(QualType written, std::vector<const CXXRecordDecl *> &into) {
  QualType type = written.getNonReferenceType().getCanonicalType().getUnqualifiedType();
  while (const auto *array = llvm::dyn_cast<clang::ConstantArrayType>(type.getCanonicalType()))
    type = array->getElementType();
  const CXXRecordDecl *record = type->getAsCXXRecordDecl();
  const auto *special = llvm::dyn_cast_or_null<clang::ClassTemplateSpecializationDecl>(record);
  if (isParted(special)) {
    for (const QualType part : partTypes(*special))
      numberRecords(part, into);
  } else if (isNumberRecord(record)) {
    record = record->getDefinition();
    for (const clang::FieldDecl *field : record->fields())
      numberRecords(field->getType(), into);
    if (!llvm::is_contained(into, record))
      into.push_back(record);
  }
}

bool hasNumbers(QualType written) {
  if (isNumbers(written))
    return true;
  const QualType type = written.getNonReferenceType().getCanonicalType().getUnqualifiedType();
  const auto *special =
      llvm::dyn_cast_or_null<clang::ClassTemplateSpecializationDecl>(type->getAsCXXRecordDecl());
  if (!special || !isInStd(special) || !isOneOf(special->getName(), {"pair", "tuple", "array"}))
    return false;
  const auto lifts = [](QualType part) {
    const TypeClass cls = classify(part);
    return cls == TypeClass::Bool || cls == TypeClass::Arithmetic || hasNumbers(part);
  };
  for (const clang::TemplateArgument &arg : special->getTemplateArgs().asArray()) {
    if (arg.getKind() == clang::TemplateArgument::Type && lifts(arg.getAsType()))
      return true;
    if (arg.getKind() == clang::TemplateArgument::Pack)
      for (const clang::TemplateArgument &each : arg.pack_elements())
        if (each.getKind() == clang::TemplateArgument::Type && lifts(each.getAsType()))
          return true;
  }
  return false;
}

std::string fieldNames(QualType written) {
  const QualType type = written.getNonReferenceType().getCanonicalType().getUnqualifiedType();
  if (const auto *array = llvm::dyn_cast<clang::ConstantArrayType>(type))
    return fieldNames(array->getElementType());
  const CXXRecordDecl *record = type->getAsCXXRecordDecl();
  if (!record || (classify(type) != TypeClass::Structure && !isNumbers(type)))
    return {};
  if (const auto *special = llvm::dyn_cast<clang::ClassTemplateSpecializationDecl>(record);
      special && isContainer(record)) {
    const bool keyed = record->getName().contains("map");
    const bool single = keyed || !(record->getName() == "pair" || record->getName() == "tuple");
    const clang::TemplateArgument &arg = special->getTemplateArgs()[keyed ? 1 : 0];
    return single && arg.getKind() == clang::TemplateArgument::Type ? fieldNames(arg.getAsType())
                                                                    : std::string();
  }
  if (!isOpenAggregate(record) || hasFieldList(record))
    return {};
  std::string names;
  for (const clang::FieldDecl *field : record->fields())
    names += (names.empty() ? "{" : ",") + field->getNameAsString() + fieldNames(field->getType());
  return names + "}";
}

bool isStdTemplate(clang::QualType written) {
  const clang::QualType type = written.getNonReferenceType().getCanonicalType();
  const auto *special = type->getAs<clang::TemplateSpecializationType>();
  const clang::TemplateDecl *pattern =
      special ? special->getTemplateName().getAsTemplateDecl() : nullptr;
  return pattern && isInStd(pattern);
}

bool takesStaged(clang::QualType type) {
  static const llvm::StringSet<> names = {"Arg",    "Index", "Bound", "Tensor",    "Nested",
                                          "Scalar", "Pred",  "Item",  "TensorArgs"};
  const clang::CXXRecordDecl *record = type.getNonReferenceType()->getAsCXXRecordDecl();
  return record && record->getIdentifier() && isInAg(record) && names.contains(record->getName());
}

} // namespace autograft::frontend
