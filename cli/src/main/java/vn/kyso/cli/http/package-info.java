/// Calls of the API (docs/api.md): tokens, JSON, problems, uploads, server-sent events. Knows no command.
@NullMarked
package vn.kyso.cli.http;

import org.jspecify.annotations.NullMarked;
