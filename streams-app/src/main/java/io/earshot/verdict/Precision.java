package io.earshot.verdict;

/**
 * Which part of the judged events was right, and between what bounds the true part lies with a probability of 95 %, if those that
 * were judged are like the others. The bounds are the score interval of E. B. Wilson, "Probable inference, the law of succession,
 * and statistical inference", Journal of the American Statistical Association 22 (1927), pages 209 to 212: it stays within 0 and 1
 * and says something of few events, too.
 *
 * @param right how many were right
 * @param wrong how many were wrong
 */
public record Precision(int right, int wrong) {
    /** Standard normal deviate of 95 %, two-sided. */
    private static final double Z = 1.959963984540054;

    /** How many were judged. */
    public int judged() {
        return right + wrong;
    }

    /** The part that was right, 0 to 1; NaN if none was judged. */
    public double part() {
        return judged() == 0 ? Double.NaN : (double) right / judged();
    }

    /** Lower bound, 0 to 1. */
    public double low() {
        return right == 0 ? 0 : Math.max(0, centre() - halfWidth());
    }

    /** Upper bound, 0 to 1. */
    public double high() {
        return wrong == 0 ? 1 : Math.min(1, centre() + halfWidth());
    }

    private double centre() {
        return judged() == 0 ? 0.5 : (part() + Z * Z / (2 * judged())) / spread();
    }

    private double halfWidth() {
        if (judged() == 0) {
            return 0.5;
        }
        double n = judged();
        return Z * Math.sqrt(part() * (1 - part()) / n + Z * Z / (4 * n * n)) / spread();
    }

    private double spread() {
        return 1 + Z * Z / judged();
    }
}
