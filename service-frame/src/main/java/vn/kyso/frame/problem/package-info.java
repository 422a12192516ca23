/// Every refusal as a problem (RFC 9457) with a type of [vn.kyso.contracts.problem.ProblemType], wherever it arises:
/// in a handler, before one, or in the server itself. What is unexpected gets a reference and is logged under it.
@NullMarked
package vn.kyso.frame.problem;

import org.jspecify.annotations.NullMarked;
