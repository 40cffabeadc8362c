// The lessons of the course and the recordings that they open, as bytes of the program.

#ifndef TREETOP_CCOURSE_H
#define TREETOP_CCOURSE_H

#include <stddef.h>

// A file of the course: its name, its bytes, and how many there are.
struct treetop_course_file {
  const char *name;
  const unsigned char *bytes;
  size_t count;
};

extern const struct treetop_course_file *const treetop_course_files;
extern const size_t treetop_course_file_count;

#endif
