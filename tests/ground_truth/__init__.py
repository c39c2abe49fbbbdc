"""The ground truth: programs are run along every path on instrumented pools; the linter is held to that."""
