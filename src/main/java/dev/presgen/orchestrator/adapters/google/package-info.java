/**
 * Google Drive, Forms and Sheets behind the ports {@code RunFolders}, {@code AssessmentForms} and
 * {@code ResultSheets}, through Google's own clients. May import {@code core.Failure}, the ports in
 * {@code workflows.assessment}, and {@code adapters.limits}.
 */
@NullMarked
package dev.presgen.orchestrator.adapters.google;

import org.jspecify.annotations.NullMarked;
