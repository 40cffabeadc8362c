#include "CEmbeddedPair.h"
