# What is installed beside the libraries: the CMake package, the pkg-config file, the licences.
include(CMakePackageConfigHelpers)
set(package_folder "${CMAKE_INSTALL_LIBDIR}/cmake/ontrack")
configure_package_config_file("${PROJECT_SOURCE_DIR}/cmake/ontrackConfig.cmake.in"
  "${PROJECT_BINARY_DIR}/ontrackConfig.cmake" INSTALL_DESTINATION "${package_folder}")
write_basic_package_version_file("${PROJECT_BINARY_DIR}/ontrackConfigVersion.cmake"
  COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/ontrackConfig.cmake"
  "${PROJECT_BINARY_DIR}/ontrackConfigVersion.cmake" "${PROJECT_SOURCE_DIR}/cmake/FindCSV.cmake"
  DESTINATION "${package_folder}" COMPONENT development)
foreach(targets ontrackTargets ontrack-staticTargets)
  install(EXPORT ${targets} NAMESPACE ontrack:: DESTINATION "${package_folder}"
    COMPONENT development)
endforeach()

# The prefix is worked out from where the file lies, so that an installed tree can be moved.
file(RELATIVE_PATH pc_to_prefix
  "${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig" "${CMAKE_INSTALL_PREFIX}")
string(REGEX REPLACE "/$" "" ONTRACK_PC_PREFIX "\${pcfiledir}/${pc_to_prefix}")
configure_file("${PROJECT_SOURCE_DIR}/ontrack.pc.in" "${PROJECT_BINARY_DIR}/ontrack.pc" @ONLY)
install(FILES "${PROJECT_BINARY_DIR}/ontrack.pc"
  DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig" COMPONENT development)

install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" "${PROJECT_SOURCE_DIR}/NOTICE"
  DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT runtime)

# The command line finds the library beside it, wherever the tree is moved to.
if(TARGET ontrack-cli)
  file(RELATIVE_PATH bin_to_lib "${CMAKE_INSTALL_FULL_BINDIR}" "${CMAKE_INSTALL_FULL_LIBDIR}")
  set_target_properties(ontrack-cli PROPERTIES INSTALL_RPATH "$ORIGIN/${bin_to_lib}")
  install(TARGETS ontrack-cli RUNTIME COMPONENT tools)
  install(FILES "${PROJECT_SOURCE_DIR}/docs/ontrack.1" DESTINATION "${CMAKE_INSTALL_MANDIR}/man1"
    COMPONENT tools)
endif()
