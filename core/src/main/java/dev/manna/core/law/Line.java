package dev.manna.core.law;

/** The weights of a lottery's prizes in the order of its {@link Lines}, for the draws of a tier. */
final class Line {
  final long noPrizeWeight;

  /** All weights as defined, whatever the stock. */
  final Weights all;

  /** The weights of what there is. */
  final Weights free;

  private final long[] weights;

  Line(Trail trail, long noPrizeWeight, long[] weights, boolean[] inStock) {
    this.noPrizeWeight = noPrizeWeight;
    this.weights = weights;
    long[] left = weights.clone();
    for (int place = 0; place < left.length; place++) {
      left[place] = inStock[place] ? weights[place] : 0;
    }
    all = new Weights(trail, weights);
    free = new Weights(trail, left);
  }

  long weight(int place) {
    return weights[place];
  }

  /** What lies on the first places, of what there is. */
  long freeBefore(int places) {
    return places == weights.length ? free.sum() : free.before(places);
  }

  void stockChanged(int place, boolean inStock) {
    free.change(place, inStock ? weights[place] : -weights[place]);
  }
}
