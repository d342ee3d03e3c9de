# Saves a graph with one program, runs it with another and with agrun: both give the same file.
function(run)
  execute_process(COMMAND ${ARGV} RESULT_VARIABLE status WORKING_DIRECTORY ${WORK})
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "failed with ${status}: ${ARGV}")
  endif()
endfunction()

run(${TRAIN} ${DIGITS} digits.agraph points.npy)
run(${USE} digits.agraph points.npy labels.npy)
run(${AGRUN} run digits.agraph points.npy -o labels_agrun.npy)
run(${AGRUN} verify digits.agraph points.npy)
run(${CMAKE_COMMAND} -E compare_files labels.npy labels_agrun.npy)
