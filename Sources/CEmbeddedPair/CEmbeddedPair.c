#include "CEmbeddedPair.h"

static const unsigned char expert[] = {
#embed "Weights/expert.safetensors"
};
static const unsigned char amateur[] = {
#embed "Weights/amateur.safetensors"
};

const unsigned char *const treetop_expert_bytes = expert;
const size_t treetop_expert_count = sizeof expert;
const unsigned char *const treetop_amateur_bytes = amateur;
const size_t treetop_amateur_count = sizeof amateur;
