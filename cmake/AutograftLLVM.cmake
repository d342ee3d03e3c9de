# Finds LLVM and Clang 19 to 22 and defines the target autograft_clang: headers and libraries for
# the transpiler. Links the two shared libraries only: mixing them with static Clang archives
# registers every command-line option twice.

include(${CMAKE_CURRENT_LIST_DIR}/AutograftFindLLVM.cmake)
if(NOT LLVM_FOUND)
  message(FATAL_ERROR "autograft: found no LLVM that is supported (19 to 22 are) but "
                      "'${LLVM_VERSION}'; set LLVM_DIR to the lib/cmake/llvm folder of one, or "
                      "AUTOGRAFT_BUILD_TOOL=OFF to build the runtime alone")
endif()

# Not find_package(Clang): its exported targets demand files of packages that are not needed here.
find_library(AUTOGRAFT_CLANG_CPP clang-cpp HINTS ${LLVM_LIBRARY_DIRS} NO_DEFAULT_PATH)
find_path(AUTOGRAFT_CLANG_INCLUDE clang/AST/ASTContext.h HINTS ${LLVM_INCLUDE_DIRS} NO_DEFAULT_PATH)
if(NOT AUTOGRAFT_CLANG_CPP OR NOT AUTOGRAFT_CLANG_INCLUDE)
  message(FATAL_ERROR "autograft: LLVM ${LLVM_VERSION} is in ${LLVM_INSTALL_PREFIX}, but Clang's "
                      "headers or libclang-cpp are not; on Debian install "
                      "libclang-${LLVM_VERSION_MAJOR}-dev")
endif()

# Clang's own headers (stddef.h and the like), for a tool that does not stand beside them.
set(AUTOGRAFT_RESOURCE_DIR "${LLVM_LIBRARY_DIRS}/clang/${LLVM_VERSION_MAJOR}" CACHE PATH
    "Folder whose include/ holds Clang's builtin headers")
if(NOT EXISTS "${AUTOGRAFT_RESOURCE_DIR}/include/stddef.h")
  message(FATAL_ERROR "autograft: ${AUTOGRAFT_RESOURCE_DIR} holds no include/stddef.h; set "
                      "AUTOGRAFT_RESOURCE_DIR to what 'clang -print-resource-dir' says")
endif()

add_library(autograft_clang INTERFACE)
target_include_directories(autograft_clang SYSTEM INTERFACE ${LLVM_INCLUDE_DIRS}
                                                            ${AUTOGRAFT_CLANG_INCLUDE})
separate_arguments(definitions UNIX_COMMAND "${LLVM_DEFINITIONS}")
target_compile_definitions(autograft_clang INTERFACE ${definitions}
                           AUTOGRAFT_RESOURCE_DIR="${AUTOGRAFT_RESOURCE_DIR}")
target_link_libraries(autograft_clang INTERFACE ${AUTOGRAFT_CLANG_CPP} LLVM)
if(NOT LLVM_ENABLE_RTTI)
  target_compile_options(autograft_clang INTERFACE -fno-rtti)
endif()
