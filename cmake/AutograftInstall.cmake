# Install rules and the exported package.
include(CMakePackageConfigHelpers)

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/Autograft)

install(DIRECTORY include/autograft DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
        FILES_MATCHING PATTERN "*.h" PATTERN "*.def")
install(TARGETS autograft EXPORT AutograftTargets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(EXPORT AutograftTargets NAMESPACE Autograft:: DESTINATION ${package_dir})
if(AUTOGRAFT_BUILD_TOOL)
  install(TARGETS autograft_tool EXPORT AutograftToolTargets
          RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
  install(EXPORT AutograftToolTargets NAMESPACE Autograft:: DESTINATION ${package_dir})
endif()

configure_package_config_file(cmake/AutograftConfig.cmake.in AutograftConfig.cmake
                              INSTALL_DESTINATION ${package_dir})
write_basic_package_version_file(AutograftConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/AutograftConfig.cmake
              ${CMAKE_CURRENT_BINARY_DIR}/AutograftConfigVersion.cmake
              cmake/AutograftTargetSources.cmake
        DESTINATION ${package_dir})
