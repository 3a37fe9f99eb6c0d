#!/bin/sh
# Stands for the tests of screens where configure did not find libvterm.
echo "skip - tests of screens: libvterm is missing (Debian: libvterm-dev)"
exit 77
