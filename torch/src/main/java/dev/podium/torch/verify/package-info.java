/**
 * Checks of checkpoints against golden numbers, kind by kind.
 *
 * <p>{@link dev.podium.torch.verify.CheckFile} is what to check, {@link dev.podium.torch.verify.Examination} does it. From outside it is
 *
 * <pre>{@code
 * Verification verification = Verification.of(folder);
 * System.out.println(verification.failed() + " of " + verification.checks().size() + " checks failed");
 * }</pre>
 */
@NullMarked
package dev.podium.torch.verify;

import org.jspecify.annotations.NullMarked;
