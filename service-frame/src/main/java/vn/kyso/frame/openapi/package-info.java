/// What `/v3/api-docs` says about every handler: the credentials that its access annotation asks for, and that
/// refusals are problems. The gateway joins the services' documents at `/openapi.json`.
@NullMarked
package vn.kyso.frame.openapi;

import org.jspecify.annotations.NullMarked;
