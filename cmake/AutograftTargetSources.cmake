# autograft_target_sources(): transpiles annotated sources of a target and compiles the result.
# What it promises and why it is built this way stands in docs/cmake.md; it does not look for the
# tool or the runtime, which the package file or the source tree has defined before.
#
#   autograft_target_sources(<target>
#       FILES <file>...
#       [OPTIONS <tool option>...]      passed to the tool as they stand
#       [INLINE_HEADERS]                convert annotated functions of headers, too
#       [EMIT diff|html|json...]        what the tool writes beside each emitted file
#       [LINE source|generated]         which file #line names (the tool's default without it)
#       [EAGER])                        compile the originals untouched, run no tool

include_guard(GLOBAL)

# A function keeps the policies of the file that defines it: the depfile rules below need CMP0116.
cmake_policy(PUSH)
cmake_policy(VERSION 3.25...3.31)

function(autograft_target_sources target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "EAGER;INLINE_HEADERS" "LINE" "FILES;OPTIONS;EMIT")
  _autograft_check_arguments("${target}" "${arg_UNPARSED_ARGUMENTS}" "${arg_FILES}" "${arg_LINE}"
                             "${arg_EMIT}")

  target_link_libraries(${target} PRIVATE Autograft::autograft)
  if(NOT AUTOGRAFT_KEEP_FP_CONTRACT)
    target_compile_options(${target} PRIVATE $<$<COMPILE_LANGUAGE:CXX>:-ffp-contract=off>)
  endif()

  set(files)
  foreach(file IN LISTS arg_FILES)
    get_filename_component(path "${file}" ABSOLUTE)
    get_source_file_property(generated "${path}" GENERATED)
    if(NOT generated AND NOT EXISTS "${path}")
      message(FATAL_ERROR "autograft_target_sources(${target}): there is no file ${path}")
    endif()
    list(APPEND files "${path}")
  endforeach()

  _autograft_drop_sources(${target} "${files}")
  if(arg_EAGER)
    target_sources(${target} PRIVATE ${files})
    return()
  endif()

  set(options ${arg_OPTIONS})
  if(arg_LINE)
    list(APPEND options --line=${arg_LINE})
  endif()
  if(arg_EMIT)
    list(JOIN arg_EMIT "," kinds)
    list(APPEND options --emit=cpp,${kinds})
  endif()
  if(arg_INLINE_HEADERS)
    _autograft_plain_sources(${target} plain)
    list(APPEND options --inline-headers "${plain}")
  endif()
  _autograft_flags_file(${target} flags)
  foreach(path IN LISTS files)
    _autograft_transpile(${target} "${path}" "${flags}" "${options}" "${arg_EMIT}")
  endforeach()
  _autograft_ide_twin(${target} "${files}")
endfunction()

function(_autograft_check_arguments target unparsed files line emit)
  set(where "autograft_target_sources(${target})")
  if(NOT TARGET ${target})
    message(FATAL_ERROR "${where}: there is no target of this name; call add_executable() or "
                        "add_library() first")
  elseif(unparsed)
    message(FATAL_ERROR "${where}: unknown arguments '${unparsed}'; the keywords are FILES, "
                        "OPTIONS, INLINE_HEADERS, EMIT, LINE and EAGER")
  elseif(NOT files)
    message(FATAL_ERROR "${where}: FILES is missing or empty")
  elseif(line AND NOT line MATCHES "^(source|generated)$")
    message(FATAL_ERROR "${where}: LINE is '${line}'; it must be 'source' or 'generated'")
  endif()
  foreach(kind IN LISTS emit)
    if(NOT kind MATCHES "^(diff|html|json)$")
      message(FATAL_ERROR "${where}: EMIT names '${kind}'; it takes diff, html and json")
    endif()
  endforeach()
  # A custom command feeds only the targets of its own directory: elsewhere the build would end
  # with "no rule to make target".
  get_target_property(home ${target} SOURCE_DIR)
  if(NOT home STREQUAL CMAKE_CURRENT_SOURCE_DIR)
    message(FATAL_ERROR "${where}: call it in ${home}, where the target is defined")
  endif()
endfunction()

# `add_executable(app main.cpp solver.cpp)` may have named a file already: it must not be compiled
# twice. HEADER_FILE_ONLY would do it too, but for every target of the directory.
function(_autograft_drop_sources target files)
  get_target_property(sources ${target} SOURCES)
  if(NOT sources)
    return()
  endif()
  set(kept)
  foreach(source IN LISTS sources)
    get_filename_component(path "${source}" ABSOLUTE)
    if(NOT path IN_LIST files)
      list(APPEND kept "${source}")
    endif()
  endforeach()
  set_property(TARGET ${target} PROPERTY SOURCES ${kept})
endfunction()

# Writes the target's compile flags into a file, one quoted flag a line. On the command line of a
# custom command, whatever $<COMPILE_LANGUAGE:CXX> guards would be lost without an error.
function(_autograft_flags_file target out)
  set(file "${CMAKE_CURRENT_BINARY_DIR}/autograft/${target}/flags.$<CONFIG>.CXX.rsp")
  set(${out} "${file}" PARENT_SCOPE)
  get_property(written TARGET ${target} PROPERTY _AUTOGRAFT_FLAGS_FILE)
  if(written)
    return()
  endif()
  set_property(TARGET ${target} PROPERTY _AUTOGRAFT_FLAGS_FILE TRUE)

  _autograft_standard(${target} text)
  _autograft_global_flags(flags)
  string(APPEND text "${flags}")
  foreach(pair "-D COMPILE_DEFINITIONS" "-I INCLUDE_DIRECTORIES" " COMPILE_OPTIONS")
    string(REGEX MATCH "^(.*) (.*)$" ignored "${pair}")
    set(prefix "${CMAKE_MATCH_1}")
    set(values "$<TARGET_PROPERTY:${target},${CMAKE_MATCH_2}>")
    if(NOT prefix STREQUAL "")
      set(values "$<REMOVE_DUPLICATES:${values}>")
    endif()
    string(APPEND text "$<$<BOOL:${values}>:'${prefix}$<JOIN:${values},'\n'${prefix}>'\n>")
  endforeach()
  # One file per language: this is how the generator learns which language to evaluate for.
  string(REPLACE ".CXX.rsp" ".$<COMPILE_LANGUAGE>.rsp" per_language "${file}")
  file(GENERATE OUTPUT "${per_language}" CONTENT "${text}")
endfunction()

# The highest of CXX_STANDARD, the compile features and C++20, which the runtime asks for anyway.
function(_autograft_standard target out)
  set(asked "$<TARGET_PROPERTY:${target},CXX_STANDARD>")
  set(features "$<TARGET_PROPERTY:${target},COMPILE_FEATURES>")
  set(extensions "$<TARGET_PROPERTY:${target},CXX_EXTENSIONS>")
  set(dialect "$<IF:$<OR:$<STREQUAL:${extensions},>,$<BOOL:${extensions}>>,gnu,c>++")
  set(wants23 "$<OR:$<STREQUAL:${asked},23>,$<IN_LIST:cxx_std_23,${features}>>")
  set(wants26 "$<OR:$<STREQUAL:${asked},26>,$<IN_LIST:cxx_std_26,${features}>>")
  set(year "$<IF:${wants26},2c,$<IF:${wants23},23,20>>")
  set(${out} "'-std=${dialect}${year}'\n" PARENT_SCOPE)
endfunction()

# Flags that CMake adds from variables and not from the target.
function(_autograft_global_flags out)
  set(text)
  separate_arguments(flags UNIX_COMMAND "${CMAKE_CXX_FLAGS}")
  if(CMAKE_SYSROOT)
    list(APPEND flags "--sysroot=${CMAKE_SYSROOT}")
  endif()
  if(CMAKE_CXX_COMPILER_TARGET)
    list(APPEND flags "--target=${CMAKE_CXX_COMPILER_TARGET}")
  endif()
  foreach(flag IN LISTS flags)
    string(APPEND text "'${flag}'\n")
  endforeach()

  set(configurations ${CMAKE_CONFIGURATION_TYPES})
  if(NOT configurations)
    set(configurations ${CMAKE_BUILD_TYPE})
  endif()
  foreach(configuration IN LISTS configurations)
    string(TOUPPER "${configuration}" upper)
    separate_arguments(flags UNIX_COMMAND "${CMAKE_CXX_FLAGS_${upper}}")
    foreach(flag IN LISTS flags)
      string(APPEND text "$<$<CONFIG:${configuration}>:'${flag}'\n>")
    endforeach()
  endforeach()
  set(${out} "${text}" PARENT_SCOPE)
endfunction()

# Options that name the C++ sources of the target that are compiled as they stand. The list is made at
# the end of the list file, so that sources added after the call count.
function(_autograft_plain_sources target out)
  get_property(is_set TARGET ${target} PROPERTY _AUTOGRAFT_PLAIN SET)
  if(NOT is_set)
    set_property(TARGET ${target} PROPERTY _AUTOGRAFT_PLAIN "")
    cmake_language(EVAL CODE "cmake_language(DEFER CALL _autograft_find_plain_sources ${target})")
  endif()
  set(list "$<TARGET_PROPERTY:${target},_AUTOGRAFT_PLAIN>")
  set(option "--plain-source=")
  set(${out} "$<$<BOOL:${list}>:${option}$<JOIN:${list},$<SEMICOLON>${option}>>" PARENT_SCOPE)
endfunction()

function(_autograft_find_plain_sources target)
  get_target_property(sources ${target} SOURCES)
  set(plain)
  foreach(source IN LISTS sources)
    get_filename_component(path "${source}" ABSOLUTE)
    string(FIND "${path}" "${CMAKE_CURRENT_BINARY_DIR}/autograft/${target}/" at)
    if(path MATCHES "\\.(c\\+\\+|cc|cpp|cxx|C)$" AND NOT at EQUAL 0)
      list(APPEND plain "${path}")
    endif()
  endforeach()
  set_property(TARGET ${target} PROPERTY _AUTOGRAFT_PLAIN "${plain}")
endfunction()

function(_autograft_transpile target path flags options emit)
  _autograft_output_name("${path}" name)
  get_property(multi GLOBAL PROPERTY GENERATOR_IS_MULTI_CONFIG)
  set(base "${CMAKE_CURRENT_BINARY_DIR}/autograft/${target}")
  set(output "${base}/${name}")
  if(multi)
    set(output "${base}/$<CONFIG>/${name}")
  endif()

  _autograft_tool(tool depends)
  # Ninja forgives an output that keeps its date; Make would run the tool again on every build.
  set(if_changed)
  if(CMAKE_GENERATOR MATCHES "Ninja")
    set(if_changed --write-if-changed)
  endif()
  get_filename_component(folder "${path}" DIRECTORY)
  _autograft_source_flags("${path}" own_flags)
  file(RELATIVE_PATH shown "${CMAKE_SOURCE_DIR}" "${path}")
  set(codegen)
  if(CMAKE_VERSION VERSION_GREATER_EQUAL 3.31)
    set(codegen CODEGEN)
  endif()
  # Ninja makes the folder of an output, Make does not, and the tool never does.
  get_filename_component(output_folder "${output}" DIRECTORY)
  set(byproducts)
  foreach(kind IN LISTS emit)
    list(APPEND byproducts "${output}.${kind}")
  endforeach()
  set(make_folder)
  if(NOT CMAKE_GENERATOR MATCHES "Ninja")
    set(make_folder COMMAND ${CMAKE_COMMAND} -E make_directory "${output_folder}")
  endif()
  add_custom_command(
    OUTPUT "${output}"
    BYPRODUCTS ${byproducts}
    ${make_folder}
    COMMAND ${tool} ${if_changed} ${options} -MD -MF "${output}.d" -MT "${output}"
            -o "${output}" "${path}" -- "@${flags}" ${own_flags}
    DEPENDS "${path}" "${flags}" ${depends}
    DEPFILE "${output}.d"
    COMMENT "Autograft ${shown}"
    COMMAND_EXPAND_LISTS VERBATIM ${codegen})

  target_sources(${target} PRIVATE "${output}")
  set(outputs "${output}")
  if(multi)
    set(outputs)
    foreach(configuration IN LISTS CMAKE_CONFIGURATION_TYPES)
      list(APPEND outputs "${base}/${configuration}/${name}")
    endforeach()
  endif()
  # The emitted file stands elsewhere, so the original's neighbours must be found through -iquote.
  set_property(SOURCE ${outputs} APPEND PROPERTY COMPILE_OPTIONS "-iquote${folder}" ${own_flags})
  set_property(SOURCE ${outputs} PROPERTY SKIP_AUTOGEN ON)
  set_property(SOURCE ${outputs} PROPERTY SKIP_UNITY_BUILD_INCLUSION ON)
endfunction()

# The file's path below the folder it belongs to, with "up" steps spelled as a folder name.
function(_autograft_output_name path out)
  set(root "${CMAKE_CURRENT_SOURCE_DIR}")
  string(FIND "${path}" "${CMAKE_CURRENT_BINARY_DIR}/" at)
  if(at EQUAL 0)
    set(root "${CMAKE_CURRENT_BINARY_DIR}")
  endif()
  file(RELATIVE_PATH name "${root}" "${path}")
  string(REPLACE "../" "up/" name "${name}")
  if(NOT name MATCHES "\\.cpp$")
    string(APPEND name ".cpp")
  endif()
  set(${out} "${name}" PARENT_SCOPE)
endfunction()

# Autograft_EXECUTABLE, when set, stands before the package's own tool (cross builds need it).
function(_autograft_tool out_command out_depends)
  if(Autograft_EXECUTABLE)
    set(${out_command} "${Autograft_EXECUTABLE}" PARENT_SCOPE)
    set(${out_depends} "${Autograft_EXECUTABLE}" PARENT_SCOPE)
  elseif(TARGET Autograft::tool)
    get_target_property(aliased Autograft::tool ALIASED_TARGET)
    set(${out_command} Autograft::tool PARENT_SCOPE)
    if(aliased)
      set(${out_depends} ${aliased} PARENT_SCOPE)
    else()
      set(${out_depends} "$<TARGET_FILE:Autograft::tool>" PARENT_SCOPE)
    endif()
  else()
    message(FATAL_ERROR "autograft_target_sources: the tool is not part of this build; set "
                        "AUTOGRAFT_BUILD_TOOL=ON, or Autograft_EXECUTABLE to an installed one")
  endif()
endfunction()

# What set_source_files_properties() said about the original before this call.
function(_autograft_source_flags path out)
  set(flags)
  foreach(pair "-D COMPILE_DEFINITIONS" "-I INCLUDE_DIRECTORIES" " COMPILE_OPTIONS")
    string(REGEX MATCH "^(.*) (.*)$" ignored "${pair}")
    set(prefix "${CMAKE_MATCH_1}")
    get_property(values SOURCE "${path}" PROPERTY ${CMAKE_MATCH_2})
    foreach(value IN LISTS values)
      list(APPEND flags "${prefix}${value}")
    endforeach()
  endforeach()
  set(${out} "${flags}" PARENT_SCOPE)
endfunction()

# A library that is never built: it holds the originals, so that IDEs list them and
# compile_commands.json has an entry for the file that people edit (clangd does not follow #line).
function(_autograft_ide_twin target files)
  set(twin ${target}_autograft_ide)
  if(NOT TARGET ${twin})
    add_library(${twin} OBJECT EXCLUDE_FROM_ALL)
    foreach(kind include_directories compile_definitions compile_options compile_features)
      string(TOUPPER "${kind}" property)
      cmake_language(CALL target_${kind} ${twin} PRIVATE
                     "$<TARGET_PROPERTY:${target},${property}>")
    endforeach()
    # These two take no generator expressions: copy what the whole list file has made of them.
    cmake_language(EVAL CODE "cmake_language(DEFER CALL _autograft_copy_standard ${target} ${twin})")
  endif()
  target_sources(${twin} PRIVATE ${files})
endfunction()

function(_autograft_copy_standard target twin)
  foreach(property CXX_STANDARD CXX_EXTENSIONS)
    get_property(is_set TARGET ${target} PROPERTY ${property} SET)
    if(is_set)
      get_property(value TARGET ${target} PROPERTY ${property})
      set_property(TARGET ${twin} PROPERTY ${property} "${value}")
    endif()
  endforeach()
endfunction()

cmake_policy(POP)
