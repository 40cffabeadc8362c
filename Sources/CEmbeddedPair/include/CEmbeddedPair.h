// The weights of the embedded expert and amateur: two safetensors files as bytes of the program.

#ifndef TREETOP_CEMBEDDEDPAIR_H
#define TREETOP_CEMBEDDEDPAIR_H

#include <stddef.h>

extern const unsigned char *const treetop_expert_bytes;
extern const size_t treetop_expert_count;
extern const unsigned char *const treetop_amateur_bytes;
extern const size_t treetop_amateur_count;

#endif
