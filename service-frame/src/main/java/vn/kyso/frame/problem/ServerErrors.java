package vn.kyso.frame.problem;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.frame.PublicApi;

/// What went wrong outside of handlers (filters, the firewall) and reached the server's error page.
@Controller
@Hidden
@PublicApi
class ServerErrors implements ErrorController {
    @RequestMapping("${spring.web.error.path:/error}")
    ResponseEntity<Object> error(HttpServletRequest request) {
        // Without a status somebody called this address itself.
        ProblemType type = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status
                ? Problems.ofStatus(status)
                : ProblemType.NOT_FOUND;
        return Problems.answer(type, type.title() + ".");
    }
}
