# What every target of this tree is compiled with. Not part of the installed package.

# Exact numbers need it everywhere: GCC contracts a * b + c, even across statements, by default.
add_compile_options(-ffp-contract=off)

if(PROJECT_IS_TOP_LEVEL)
  add_compile_options(-Wall -Wextra -Wpedantic)
endif()
if(AUTOGRAFT_WERROR)
  add_compile_options(-Werror)
endif()

if(AUTOGRAFT_SANITIZE)
  add_compile_options(-fsanitize=${AUTOGRAFT_SANITIZE} -fno-sanitize-recover=all
                      -fno-omit-frame-pointer)
  # The plug-in has no RTTI, as LLVM has none: its objects would be taken for others.
  if(AUTOGRAFT_SANITIZE MATCHES "undefined")
    add_compile_options(-fno-sanitize=vptr)
  endif()
  add_link_options(-fsanitize=${AUTOGRAFT_SANITIZE})
  # GCC 12 sees uninitialised values in sanitized library code (std::regex inside Catch2) that are none.
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    add_compile_options(-Wno-maybe-uninitialized)
  endif()
endif()

# ccache keeps precompiled headers only when told that their dates do not matter; and two build
# folders may share its objects.
find_program(AUTOGRAFT_CCACHE ccache)
if(PROJECT_IS_TOP_LEVEL AND AUTOGRAFT_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER
      ${CMAKE_COMMAND} -E env
      CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
      CCACHE_NOHASHDIR=1
      ${AUTOGRAFT_CCACHE})
endif()
