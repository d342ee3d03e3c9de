# Finds LLVM 19 to 22: what LLVM_DIR names, else the oldest that is there. Sets LLVM_FOUND to false
# for any other version. Their packages take no other minor version than the one named, and every
# release since 18 is a .1.
if(NOT LLVM_DIR)
  foreach(major 19 20 21 22)
    find_package(LLVM ${major}.1 CONFIG QUIET HINTS /usr/lib/llvm-${major})
    if(LLVM_FOUND)
      break()
    endif()
  endforeach()
endif()
find_package(LLVM CONFIG QUIET)
if(LLVM_FOUND AND (LLVM_VERSION_MAJOR LESS 19 OR LLVM_VERSION_MAJOR GREATER 22))
  set(LLVM_FOUND FALSE)
endif()
