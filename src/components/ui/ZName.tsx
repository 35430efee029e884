/** The name of a latent dimension: z with its number below. */
export const ZName = ({ dimension }: { readonly dimension: number }) => (
  <span>
    z<sub>{dimension + 1}</sub>
  </span>
);
