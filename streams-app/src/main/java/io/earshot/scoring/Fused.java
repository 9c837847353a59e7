package io.earshot.scoring;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/**
 * A product added to a sum. Processors that do it in one step round once; where there are none (x86 before 2013, some virtual machines)
 * {@link Math#fma} would take a hundred times as long, so both are rounded, and last bits differ between such machines and others.
 */
final class Fused {
    private static final boolean IS_ONE_STEP = isOneStep();

    private Fused() {}

    /** {@code a b + sum}. */
    static float add(float a, float b, float sum) {
        return IS_ONE_STEP ? Math.fma(a, b, sum) : a * b + sum;
    }

    private static boolean isOneStep() {
        HotSpotDiagnosticMXBean machine = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        try {
            return machine != null
                    && Boolean.parseBoolean(machine.getVMOption("UseFMA").getValue());
        } catch (IllegalArgumentException e) {
            // A virtual machine that does not know the option says nothing of what its processor can do.
            return false;
        }
    }
}
