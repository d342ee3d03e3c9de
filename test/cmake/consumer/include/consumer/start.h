// Found through a target's include directory, and by one of the two annotated files only.
#pragma once

constexpr float consumer_start = 64.0f;
