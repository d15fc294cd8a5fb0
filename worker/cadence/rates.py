"""How often articles of each kind were seen to change: fitted by `python -m benchmarks.fit_cadence rates`.

Fitted to half of the articles (even CRC-32 of the id) of two public traces; the other halves judge. Seven tenths of the
changes are of nu.nl, August 2022 to May 2023 (lassebenni/git-scraper-nu-nl; beyond seven hours drawn as "The Times They
Are A-Changin'" reports), the others headlines on the front page of the BBC (jsoma/autoscraper-history). Lines between
the knots are straight in log-log.
"""

# fmt: off
AGES = (0.02, 0.06, 0.12, 0.2, 0.3, 0.45, 0.65, 0.9, 1.25, 1.75, 2.5, 3.5, 4.5, 6, 8, 10, 13, 18, 24, 36, 60, 100,
 168, 280)
"""Ages in hours at which the rates of articles without and with a change are given, in changes an hour."""
UNCHANGED = (0.284, 0.825, 0.844, 0.799, 0.661, 0.492, 0.368, 0.237, 0.123, 0.0757, 0.05, 0.0352, 0.0284, 0.0206, 0.015,
 0.0166, 0.0113, 0.00537, 0.00124, 0.000542, 0.000202, 1e-05, 1e-05, 1.01e-05)
CHANGED = (1, 1, 1, 0.681, 0.696, 0.617, 0.533, 0.537, 0.526, 0.439, 0.382, 0.278, 0.204, 0.135, 0.125, 0.091, 0.0518,
 0.0396, 0.0243, 0.00923, 0.00486, 0.00221, 0.000838, 0.000387)
SINCE_HOURS = (0.05, 0.15, 0.35, 0.75, 1.25, 2, 3, 5, 8, 12, 20, 40, 100, 280)
"""Hours since the last change that was seen, at which its factors are given: changes come in bursts."""
AGE_BOUNDS = (1.0, 4.0, 12.0, 36.0)
"""Hours of age between which the factors below, and an outlet's habits, are each their own."""
SINCE = (
    (0.727, 0.869, 0.989, 0.849, 0.849, 0.849, 0.849, 0.849, 0.849, 0.849, 0.849, 0.849, 0.849, 0.849),
    (1.23, 1.91, 1.47, 1.21, 0.969, 0.665, 0.545, 0.545, 0.545, 0.545, 0.545, 0.545, 0.545, 0.545),
    (1.77, 2.14, 2.09, 1.56, 0.885, 0.752, 0.543, 0.342, 0.388, 0.326, 0.326, 0.326, 0.326, 0.326),
    (1.48, 1.66, 2.16, 1.66, 1.76, 1.28, 1.11, 0.63, 0.277, 0.22, 0.156, 0.241, 0.241, 0.241),
    (1.07, 1.13, 1.41, 1.39, 1.15, 1.2, 1.27, 0.915, 0.829, 1.03, 0.818, 0.354, 0.289, 0.389),
)
"""Factors of the time since the last change."""
COUNTS = (
    (1, 0.722, 0.94, 1.28, 1.28, 1.28, 1.28),
    (1, 0.485, 0.523, 0.934, 1.41, 2.31, 3.26),
    (1, 0.587, 0.609, 0.584, 0.832, 1.1, 4.48),
    (1, 1.22, 0.943, 1.07, 1.14, 1.32, 1.44),
    (1, 0.571, 0.568, 0.618, 0.674, 1.13, 1.9),
)
"""Factors of the number of changes that were seen; the last for all above."""
HOURS = (
    (0.241, 0.385, 0.401, 0.432, 0.423, 1.14, 1.2, 1.09, 1.05, 1.1, 1.2, 1.1, 1.18, 1.41, 1.35, 1.26, 1.34, 1.27,
     1.34, 1.58, 1.44, 1.29, 0.976, 0.379),
    (0.542, 0.435, 0.5, 0.58, 1.3, 1.6, 1.62, 1.23, 1.13, 1.13, 1.27, 1.21, 1.2, 1.36, 1.32, 1.1, 1.15, 1.15,
     1.22, 1.51, 1.39, 1.4, 0.823, 0.645),
    (0.536, 0.571, 0.643, 0.629, 1.77, 2.27, 2.38, 1.99, 1.51, 1.6, 1.56, 1.25, 1.07, 0.72, 1.04, 1.07, 0.889,
     0.909, 0.88, 0.793, 0.841, 0.817, 0.548, 0.45),
    (0.724, 0.767, 0.912, 0.85, 0.702, 0.736, 0.692, 0.935, 0.902, 0.836, 0.964, 1.36, 1.47, 1.91, 1.49, 1.4,
     1.24, 1.32, 1.07, 1.13, 1.06, 1.09, 0.847, 0.62),
)
"""Factors of the hour (UTC, European outlets), at the ages up to the last bound."""
