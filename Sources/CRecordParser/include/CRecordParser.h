/// The records of a dump, checked and reduced to the fields that a profile names, and the ends of
/// values in text that comes in pieces.
#pragma once

#include "record.h"
#include "scan.h"
