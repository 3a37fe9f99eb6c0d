#!/bin/sh
# The JSON Schema of answers files and their reader agree; see schema/check_schema.py.
exec "${PYTHON3:-python3}" "${srcdir:-.}/tests/schema/check_schema.py" ./tests/schema/answers_tool
