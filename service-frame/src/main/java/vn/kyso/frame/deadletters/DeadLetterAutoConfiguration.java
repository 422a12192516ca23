package vn.kyso.frame.deadletters;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Import;
import vn.kyso.frame.AuditLog;
import vn.kyso.frame.FrameAutoConfiguration;
import vn.kyso.messaging.DeadLetters;

/// Only where messaging is on the class path and active, and the frame is: its doors need somebody to guard them and a
/// log to be noted in.
@AutoConfiguration(after = FrameAutoConfiguration.class, afterName = "vn.kyso.messaging.MessagingAutoConfiguration")
@ConditionalOnClass(DeadLetters.class)
@ConditionalOnBean({DeadLetters.class, AuditLog.class})
@Import(DeadLetterController.class)
public class DeadLetterAutoConfiguration {}
