# _heapq, _bisect, _suggestions, _queue, _statistics, _uuid.
import _heapq, _bisect, _suggestions, _queue, _statistics, _uuid
def t(f):
    try: print("  ", f())
    except Exception as e: print("  ", type(e).__name__, e)
h=[5,3,8,1]; _heapq.heapify(h); print(h, _heapq.heappop(h), h); _heapq.heappush(h,0); print(h,_heapq.heappushpop(h,-1),_heapq.heapreplace(h,9),h); t(lambda: _heapq.heappop([])); t(lambda: _heapq.heapreplace([],1)); t(lambda: _heapq.heappushpop([],1)); t(lambda: _heapq.heappush(5,1)); t(lambda: _heapq.heapify((1,))); t(lambda: _heapq.heappush([1],'x'))
m=[5,3,8,1]; _heapq.heapify_max(m); print(m,_heapq.heappop_max(m),_heapq.heappushpop_max(m,4),_heapq.heapreplace_max(m,0),m); _heapq.heappush_max(m,99); print(m)
print(_bisect.bisect_left([1,2,2,3],2),_bisect.bisect_right([1,2,2,3],2),_bisect.bisect_left([1,2,3],2,1,2),_bisect.bisect_right([3,2,1],-2,key=lambda x:-x)); l=[1,3]; _bisect.insort_left(l,2); _bisect.insort_right(l,5,key=lambda x:x); print(l); t(lambda: _bisect.bisect_left([1],0,-1)); t(lambda: _bisect.bisect_left(5,1)); t(lambda: _bisect.bisect_left([1],'x')); t(lambda: _bisect.insort_left((1,),0)); t(lambda: _bisect.bisect_left([1,2,3],2,0,10)); t(lambda: _bisect.bisect_left([1],1,hi=None)); 
print(_suggestions._generate_suggestions(['apple','banana'],'appel'),_suggestions._generate_suggestions(['x'],'yyyy')); t(lambda: _suggestions._generate_suggestions(('a',),'b')); t(lambda: _suggestions._generate_suggestions([1],'b')); t(lambda: _suggestions._generate_suggestions([],5))
q=_queue.SimpleQueue(); q.put(1); q.put(2,True,None); q.put_nowait(3); print(q.qsize(), q.empty(), q.get(), q.get(False), q.get_nowait(), q.empty()); t(lambda: q.get(False)); t(lambda: q.get_nowait()); t(lambda: q.get(timeout=0.01)); t(lambda: q.get(timeout=-1)); print(_queue.Empty, _queue.SimpleQueue, _queue.SimpleQueue[int]); t(lambda: q.put()); t(lambda: q.get(timeout='x'))
print(_statistics._normal_dist_inv_cdf(0.3,0,1),_statistics._normal_dist_inv_cdf(0.999,5,2),_statistics._normal_dist_inv_cdf(1e-10,5,2)); t(lambda: _statistics._normal_dist_inv_cdf(0,0,1)); t(lambda: _statistics._normal_dist_inv_cdf(.5,0,0))
import uuid; a,b=_uuid.generate_time_safe(); print(len(a), type(b).__name__, uuid.uuid1().version, _uuid.has_uuid_generate_time_safe)
import queue; print(queue.SimpleQueue is _queue.SimpleQueue, queue.Empty is _queue.Empty)
