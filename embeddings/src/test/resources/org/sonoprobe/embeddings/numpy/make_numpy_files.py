"""Writes the arrays beside it with NumPy; each holds arange + .5 in C order."""
import numpy as np
from numpy.lib import format


def values(*shape):
    return np.arange(np.prod(shape)).reshape(shape) + 0.5


np.save("vector_f4.npy", values(3).astype("<f4"))
np.save("frames_f8.npy", values(2, 3))
np.save("frames_f2.npy", values(2, 3).astype("<f2"))
np.save("frames_big_f4.npy", values(2, 3).astype(">f4"))
np.save("frames_fortran_f8.npy", np.asfortranarray(values(2, 3)))
np.save("layers_f4.npy", values(2, 2, 3).astype("<f4"))
np.save("layers_fortran_big_f2.npy", np.asfortranarray(values(2, 2, 3).astype(">f2")))
for version in (2, 3):
    with open("version%d_f4.npy" % version, "wb") as file:
        format.write_array(file, values(2, 3).astype("<f4"), version=(version, 0))
np.savez_compressed("all.npz", one_clean=np.float32([1, 2]), two_D1=np.float64([3, 4]))
np.savez("single.npz", np.float32([5, 6]))
