# Writes the documents FILES as one C source OUT: TABLE, a table of names and bytes in order of the
# names, and TABLE_total; HEADER declares both.
list(SORT FILES)
set(arrays "")
set(table "")
set(number 0)
foreach(file IN LISTS FILES)
  get_filename_component(name "${file}" NAME_WLE)
  file(READ "${file}" hex HEX)
  string(LENGTH "${hex}" digits)
  math(EXPR size "${digits} / 2")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
  string(REGEX REPLACE "(0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,)" "\\1\n" bytes "${bytes}")
  string(APPEND arrays "static const unsigned char json_${number}[] = {\n${bytes}0};\n")
  string(APPEND table "    {\"${name}\", json_${number}, ${size}},\n")
  math(EXPR number "${number} + 1")
endforeach()
file(WRITE "${OUT}" "/* Made by cmake/Embed.cmake. */
#include \"${HEADER}\"

${arrays}
const ontrack__embedded ${TABLE}[] = {
${table}    {0, 0, 0}};
const size_t ${TABLE}_total = ${number};
")
